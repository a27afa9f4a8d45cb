const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
};

/** Everything runs on the embedded engine; all but the browser, the tools, and what no engine can change also on PostgreSQL. */
export default {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  // A hook of the longest file takes minutes; on a machine that has other work, several times as long.
  testTimeout: 900_000,
  maxWorkers: 2,
  // What a test file loaded is never let go of; without a new worker now and then, memory is all that is worked on.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    { ...shared, displayName: 'embedded', globals: { engine: 'embedded' } },
    {
      ...shared,
      displayName: 'postgresql',
      globals: { engine: 'postgresql' },
      testPathIgnorePatterns: [
        '/test/e2e/',
        '/test/tools/',
        '/test/db/embedded/',
        '/test/html.test.ts',
        '/test/lti/protocol/fuzz.test.ts',
        '/test/web/dates.test.ts',
      ],
    },
  ],
};
