export default {
  projects: [
    '<rootDir>/packages/*/jest.config.mjs',
    '<rootDir>/services/*/jest.config.mjs',
    '<rootDir>/apps/*/jest.config.mjs',
  ],
  // For all projects: Jest reads it here alone. Real servers and databases, on whatever machine.
  testTimeout: 60_000,
};
