import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { createSandbox } from '../testing/run-program.ts';

/** Signals in a workspace of their own, for the built program. */
async function withSignals() {
  const sandbox = await createSandbox();
  for (const file of ['die.csv', 'day-change.csv']) {
    await sandbox.write(file, await readFile(join(packageRoot, 'docs', 'examples', file), 'utf8'));
  }
  const run = (...args: readonly string[]) => sandbox.run(args);
  expect((await run('signals', 'import', 'die.csv')).exitCode).toBe(0);
  expect(
    (await run('signals', 'import', 'day-change.csv', '--name', 'early', '--known', 'start')).exitCode,
  ).toBe(0);
  return { sandbox, run };
}

it('calls a signal that is dated a day early one that looks ahead, without a placebo', async () => {
  const { sandbox, run } = await withSignals();
  await using _ = sandbox;
  const { stdout, exitCode } = await run(
    ...['test', 'early', '--coin', 'bitcoin', '--source', 'bundled', '--format', 'json'],
  );
  expect(exitCode).toBe(0);
  const test = JSON.parse(stdout);
  expect(test).toMatchObject({ verdict: 'looks_ahead', pooled: null, ledger: { evaluations: 1 } });
  const [coin] = test.coins;
  expect(coin).toMatchObject({ coin: 'bitcoin', verdict: 'looks_ahead', placebo: null });
  expect(coin.gain).toBeGreaterThan(0.3);
  const later = coin.timing.find(({ lag }: { lag: number }) => lag === 1);
  expect(later.gain).toBeLessThan(0);
});

it('tests a signal on several coins, each and pooled, and enters each and the pool', async () => {
  const { sandbox, run } = await withSignals();
  await using _ = sandbox;
  const command = ['test', 'die', '--coin', 'bitcoin,ethereum', '--source', 'bundled', '--format', 'json'];
  const { stdout, exitCode } = await run(...command);
  expect(exitCode).toBe(0);
  const test = JSON.parse(stdout);
  expect(test.coins.map(({ coin }: { coin: string }) => coin)).toEqual(['bitcoin', 'ethereum']);
  expect(test.coins.every(({ verdict }: { verdict: string }) => verdict === 'not_shown')).toBe(true);
  expect(test.verdict).toBe('not_shown');
  expect(test.pooled.p_value_holm).toBeGreaterThanOrEqual(
    Math.min(...test.coins.map(({ p_value }: { p_value: number }) => p_value)),
  );
  const ledger = JSON.parse((await run('ledger', '--format', 'json')).stdout);
  expect(JSON.stringify(ledger).match(/"scheme":"signal_test"/g)).toHaveLength(3);
  const again = await run(...command.slice(0, 6));
  expect(again.stdout).toContain('the first test of a signal tried on bitcoin, ethereum');
});
