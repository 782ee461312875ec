import { preset } from '../../jest.preset.mjs';

export default preset('portal', {
  testPathIgnorePatterns: ['/node_modules/', '/.nuxt/', '/.output/'],
  modulePathIgnorePatterns: ['/.nuxt/', '/.output/'],
});
