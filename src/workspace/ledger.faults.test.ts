import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NewLedgerEntry } from '../results/ledger-entry.ts';
import { temporaryFolder } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox } from '../testing/run-program.ts';
import { enterIntoLedger, readLedger, readLedgerDays } from './ledger.ts';

const WHEN = '2026-02-01T12:00:00.000Z';

function addition(l2: number, pValue: number | null = 0.2) {
  const entry: NewLedgerEntry = {
    command: 'evaluate',
    recipe: {
      coins: ['bitcoin'],
      vsCurrency: 'usd',
      target: 'direction',
      scheme: 'walk_forward',
      featureSet: 'returns',
      settings: { l2, half_life: 'none' },
      signals: [],
    },
    data: {
      source: 'bundled',
      from: '2024-02-01',
      to: '2026-01-31',
      days: 731,
      fingerprint: 'ab'.repeat(32),
    },
    n: 2,
    meanDifference: 0.01,
    pValue,
  };
  const days = ['2025-01-01', '2025-01-02'].map((date) => ({ date, difference: l2 / 1000 }));
  return { entry, days };
}

describe('the ledger', () => {
  test('row 81: two processes enter at once, and the same twice → each is there once, with its days', async () => {
    const workspace = { root: await temporaryFolder() };
    const enter = (...l2: readonly number[]) =>
      enterIntoLedger(
        workspace,
        l2.map((each) => addition(each)),
        WHEN,
      );
    await Promise.all([enter(1, 2), enter(2, 3), enter(4), enter(1, 2, 3, 4)]);
    const { entries, unreadable, edited } = await readLedger(workspace);
    expect(entries.map(({ recipe }) => recipe.settings.l2).toSorted()).toEqual([1, 2, 3, 4]);
    expect([unreadable, edited]).toEqual([[], []]);
    for (const entry of entries) expect(await readLedgerDays(workspace, entry)).toHaveLength(2);
  });

  test('row 81: its last line torn → reported, and the next entry stands on a line of its own', async () => {
    const workspace = { root: await temporaryFolder() };
    await enterIntoLedger(workspace, [addition(1)], WHEN);
    await appendFile(join(workspace.root, 'data/ledger.jsonl'), '{"id":"0123456789ab');
    await enterIntoLedger(workspace, [addition(2)], WHEN);
    const { entries, unreadable } = await readLedger(workspace);
    expect(entries.map(({ recipe }) => recipe.settings.l2)).toEqual([1, 2]);
    expect(unreadable).toEqual([2]);
  });

  test('row 81: a p-value edited → reported, and counted as tried without a p-value', async () => {
    const workspace = { root: await temporaryFolder() };
    await enterIntoLedger(workspace, [addition(1, 0.9), addition(2, 0.2)], WHEN);
    const file = join(workspace.root, 'data/ledger.jsonl');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"p_value":0.9', '"p_value":0.001'));
    const { entries, edited } = await readLedger(workspace);
    expect(edited).toEqual([1]);
    expect(entries.map(({ pValue }) => pValue)).toEqual([null, 0.2]);
  });

  test('row 81: 100,000 lines of other markets → an evaluation says its own count', async () => {
    await using sandbox = await createSandbox();
    const workspace = { root: sandbox.workspace };
    await enterIntoLedger(workspace, [addition(1)], WHEN);
    const [line = ''] = (await sandbox.read('data/ledger.jsonl')).toString().split('\n');
    const others = Array.from({ length: 100_000 }, (_, i) => line.replaceAll('bitcoin', `coin-${i % 50}`));
    await sandbox.write('data/ledger.jsonl', `${others.join('\n')}\n`);
    const args = [
      'evaluate',
      '--coin',
      'bitcoin',
      '--days',
      '200',
      '--source',
      'bundled',
      '--format',
      'json',
    ];
    const { stdout, exitCode } = await runInProcess(args, sandbox);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).ledger).toMatchObject({ evaluations: 1 });
  });
});
