/**
 * Jest for every workspace: native ES modules, TypeScript by SWC, specs beside the code.
 * A workspace's own dependencies are taken from their `dist`, so build before testing (`npm test` does).
 */
export function preset(displayName, overrides = {}) {
  return {
    displayName,
    testEnvironment: 'node',
    // A real server and a real database, on whatever machine: slow is not wrong.
    testTimeout: 60_000,
    testMatch: ['<rootDir>/**/*.spec.ts'],
    testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    modulePathIgnorePatterns: ['/dist/'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2024',
            parser: { syntax: 'typescript', decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: true },
          },
          module: { type: 'es6' },
        },
      ],
    },
    ...overrides,
  };
}
