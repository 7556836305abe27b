import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Clients that need other runtimes: `npm run test:interop` (test/interop/vitest.config.ts).
    exclude: ['test/interop/**'],
    environment: 'node',
    // The official SDKs are CommonJS with the class nested under `default`; the tests see what plain Node sees.
    deps: { interopDefault: false },
    // No official credential chain may wait for 100.100.100.200.
    env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' },
    testTimeout: 20_000,
    hookTimeout: 20_000,
    teardownTimeout: 20_000,
    passWithNoTests: false,
    coverage: { include: ['src/**/*.ts'] },
  },
});
