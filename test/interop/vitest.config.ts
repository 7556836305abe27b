import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../../vitest.config.js';

/** Clients that we did not write: they need Python or other runtimes, so plain `npm test` leaves them out. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['test/interop/**/*.test.ts'],
      globalSetup: ['test/interop/install-clients.ts'],
      // The lines of `proven` come out as they are.
      disableConsoleIntercept: true,
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
);
