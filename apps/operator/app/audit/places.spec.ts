import { placeFrom, placeText } from './places';

it('goes to a link and comes back the same', () => {
  const place = { stream: 'pty-zeroth', seq: 12 };
  expect(placeFrom(placeText(place))).toEqual(place);
});

it.each(['platform', 'platform:0', 'platform:x', ':3', '', undefined, ['platform:1']])(
  'knows that %j is none',
  (text) => {
    expect(placeFrom(text)).toBeUndefined();
  },
);
