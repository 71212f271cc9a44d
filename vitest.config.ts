import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { inkTableInTests } from './scripts/terminal-packages.js';

export default defineConfig({
  plugins: [inkTableInTests],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    globalSetup: ['src/testing/build.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    // No preferences of the developer's own.
    env: { XDG_CONFIG_HOME: join(tmpdir(), 'crypto-predict-without-preferences') },
    // What waits on a silent server waits together.
    maxConcurrency: 24,
    server: { deps: { inline: ['ink-table'] } },
    maxWorkers: 4,
    reporters: process.env.VITEST_JSON
      ? ['default', ['json', { outputFile: process.env.VITEST_JSON }]]
      : ['default'],
  },
});
