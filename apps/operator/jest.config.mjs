import { preset } from '../../jest.preset.mjs';

export default preset('operator', {
  testPathIgnorePatterns: ['/node_modules/', '/.nuxt/', '/.output/'],
  modulePathIgnorePatterns: ['/.nuxt/', '/.output/'],
});
