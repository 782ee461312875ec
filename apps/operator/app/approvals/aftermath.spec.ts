import { configVersionBefore } from './aftermath';

const request = { flag: 'new_nav', environments: ['prod'] };
const config = { state: 'off', rollout: { percentage: 0, bucketBy: 'tenant' }, version: 4 };

it('knows which configuration a request was made on top of', () => {
  expect(configVersionBefore({ ...request, before: config })).toBe(4);
});

it('knows none where it was of something else', () => {
  expect(configVersionBefore({ ...request, before: { name: 'Nav', version: 4 } })).toBeUndefined();
  expect(configVersionBefore({ ...request, before: [] })).toBeUndefined();
  expect(configVersionBefore({ ...request, flag: null, before: config })).toBeUndefined();
  const everywhere = { ...request, environments: ['dev', 'prod'], before: config };
  expect(configVersionBefore(everywhere)).toBeUndefined();
});
