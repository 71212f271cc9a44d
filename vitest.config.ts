import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const PROOFS = 'src/**/*.proof.test.ts';
const ALL = 'src/**/*.test.{ts,tsx}';

// Proofs start the built program, or try whole histories and simulations: `npm run proof`, and the gate.
const isProof = process.env.PROOF !== undefined;

export default defineConfig({
  test: {
    include: [isProof ? PROOFS : ALL],
    exclude: isProof ? [] : [PROOFS],
    globalSetup: ['scripts/build-for-tests.js'],
    testTimeout: isProof ? 60_000 : 30_000,
    hookTimeout: isProof ? 60_000 : 30_000,
    expect: { poll: { timeout: 10_000 } },
    // No preferences of the developer's own.
    env: { XDG_CONFIG_HOME: join(tmpdir(), 'crypto-predict-without-preferences') },
    // Importing the program anew for each file took as long as running its tests.
    isolate: false,
    // What waits on a silent server waits together.
    maxConcurrency: 24,
    // Absolute: threads that tests start inherit it, and some tests change the folder.
    execArgv: ['--import', new URL('./scripts/typescript-loader.js', import.meta.url).href],
    experimental: { viteModuleRunner: false, nodeLoader: false },
    maxWorkers: 3,
    reporters: process.env.VITEST_JSON
      ? ['default', ['json', { outputFile: process.env.VITEST_JSON }]]
      : ['default'],
  },
});
