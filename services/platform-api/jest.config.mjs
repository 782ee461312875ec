import { preset } from '../../jest.preset.mjs';

export default preset('platform-api', {
  globalSetup: '@halyard/embedded-mongo/jest-setup',
  globalTeardown: '@halyard/embedded-mongo/jest-teardown',
});
