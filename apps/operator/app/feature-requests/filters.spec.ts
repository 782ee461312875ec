import {
  featureRequestFiltersFrom,
  featureRequestFiltersToQuery,
  placeFrom,
  placeText,
} from './filters';

describe('the filters of the list of feature requests', () => {
  it('are those that are open, of any tenant, where the URL says nothing', () => {
    expect(featureRequestFiltersFrom({})).toEqual({ state: 'open', tenant: undefined });
    expect(featureRequestFiltersToQuery({ state: 'open', tenant: undefined })).toEqual({});
  });

  it.each([
    { state: 'declined', tenant: 'loomi' },
    { state: undefined, tenant: undefined },
    { state: 'accepted', tenant: undefined },
  ] as const)('come back from the URL as %j', (filters) => {
    expect(featureRequestFiltersFrom(featureRequestFiltersToQuery(filters))).toEqual(filters);
  });

  it('take no state that there is not', () => {
    expect(featureRequestFiltersFrom({ state: 'lost', tenant: ['a', 'b'] })).toEqual({
      state: 'open',
      tenant: undefined,
    });
  });
});

describe('the request that a URL has open', () => {
  it('is named by its tenant and number', () => {
    const place = { tenant: 'pty-zeroth', number: 12 };
    expect(placeText(place)).toBe('pty-zeroth/12');
    expect(placeFrom('pty-zeroth/12')).toEqual(place);
  });

  it.each([undefined, '', 'loomi', 'loomi/', 'loomi/x', '../1', ['loomi/1']])(
    'is none for %j',
    (text) => {
      expect(placeFrom(text)).toBeUndefined();
    },
  );
});
