import { preset } from '../../jest.preset.mjs';

/** Most of these start a mongod or two, which takes about a second each. */
export default preset('embedded-mongo', { testTimeout: 20_000 });
