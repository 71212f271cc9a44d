import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { constantChanger } from './constants.js';

/** The unit tests of the folder in MUTATE alone: no program is built, and one worker keeps its modules. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  plugins: [constantChanger(process.env.MUTATE_CONSTANT)],
  test: {
    include: [`src/${process.env.MUTATE}/**/*.test.ts`],
    exclude: ['src/**/*.{fuzz,proof,reference}.test.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    bail: 1,
    testTimeout: 60_000,
    reporters: ['dot'],
  },
});
