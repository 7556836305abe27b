import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../../vitest.config.js';

/** Clients that we did not write: they need Python or other runtimes, so plain `npm test` leaves them out. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({ test: { include: ['test/interop/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 300_000 } }),
);
