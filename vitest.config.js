import { defineConfig } from 'vitest/config';

/** A project that runs on one engine, after or before the other. */
const onEngine = (engine, groupOrder, exclude = []) => ({
  test: {
    name: engine,
    include: ['test/**/*.test.ts'],
    exclude,
    env: { GUILDHALL_TEST_ENGINE: engine },
    pool: 'forks',
    // Loading the program anew for every file, and running it cold, takes longer than most files do.
    isolate: false,
    // A hook of the longest file takes minutes; on a machine that has other work, several times as long.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    sequence: { groupOrder },
  },
});

/** Everything runs on the embedded engine; all but the browser, the tools, and what no engine can change also on PostgreSQL. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/global-setup.mjs',
    maxWorkers: 2,
    projects: [
      onEngine('embedded', 0),
      onEngine('postgresql', 1, [
        'test/e2e/**',
        'test/tools/**',
        'test/db/embedded/**',
        'test/html.test.ts',
        'test/lti/protocol/fuzz.test.ts',
        'test/web/dates.test.ts',
      ]),
    ],
  },
});
