import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Context } from '../context.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';

/** The day after the bundled bitcoin snapshot ends: nothing is stale. */
export const NOW = new Date('2026-01-31T12:00:00Z');

/** A new empty folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'crypto-predict-')));
  onTestFinished(async () => {
    const { rm } = await import('node:fs/promises');
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A context of a test's own: an empty workspace, a fixed clock, and no network unless one is given. */
export async function testContext(overrides: Partial<Context> = {}): Promise<Context> {
  return {
    workspace: overrides.workspace ?? { root: await temporaryFolder() },
    now: () => NOW,
    signal: new AbortController().signal,
    stdin: () => Readable.from([]),
    env: {},
    coingecko: async () => {
      throw new Error('this test has no network');
    },
    ...overrides,
  };
}

/** A request for the bundled snapshot of bitcoin. */
export function chartRequestFor(overrides: Partial<ChartRequest> = {}): ChartRequest {
  return {
    coin: 'bitcoin',
    vsCurrency: 'usd',
    days: 365,
    source: 'bundled',
    offline: false,
    refresh: false,
    maxAgeMs: 6 * 3_600_000,
    ...overrides,
  };
}
