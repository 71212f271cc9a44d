import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { runJson } from '../results/run.ts';
import { testContext } from '../testing/context.ts';
import { findEvaluation } from '../training/find-evaluation.ts';
import { readDecisions } from './decisions.ts';
import { readEvaluatedDays, readEvaluation } from './evaluations.ts';
import { readForecastLog } from './forecast-log.ts';
import { readRunInUse } from './runs.ts';

const market = { coin: 'bitcoin', vsCurrency: 'usd' } as const;
const key = { ...market, featureSet: 'classic', source: 'bundled' } as const;
const id = 'bitcoin-usd-20261127-025723-085429';

/** The files that version 0.1.0 wrote, to the byte. */
async function earlierWorkspace() {
  const { workspace } = await testContext();
  await cp(join(packageRoot, 'src', 'testing', 'earlier-workspace'), workspace.root, { recursive: true });
  return workspace;
}

it('reads a run that version 0.1.0 saved', async () => {
  const run = await readRunInUse(await earlierWorkspace(), market);
  expect(run).toMatchObject({
    id,
    verdict: 'no_better_than_baseline',
    fit: { outcome: 'out of epochs', epoch: 3 },
    settings: { l2: 1, l2Auto: false, halfLife: 'none', testSize: 0.2 },
    data: { source: 'bundled', rows: { days: 80, usable: 50, train: 40, test: 10, filled: 0 } },
    metrics: { test: { n: 10, confusion: { tp: expect.any(Number) } } },
  });
  expect(run.problems).toBeUndefined();
  expect(run.curve).toHaveLength(3);
  expect(run.model.features).toHaveLength(run.model.parameters.weights.length);
  expect(runJson(run)).toMatchObject({
    run: { id },
    optimizer: { epochs: 3, converged: false },
    // Neither file says which values its days had, so that nothing shows that they were the same.
    evaluation: null,
  });
});

it('reads an evaluation that version 0.1.0 saved, and names its days, which lack what they are judged by now', async () => {
  const workspace = await earlierWorkspace();
  const evaluation = await readEvaluation(workspace, key);
  expect(evaluation).toMatchObject({
    verdict: 'better_than_baseline',
    l2: 1,
    halfLife: 'none',
    baselines: { baseRate: { n: 15 } },
    skill: { pValue: expect.closeTo(0.043, 3) },
    backtest: { feeBps: 10, buyAndHold: { trades: 1 } },
  });
  await expect(readEvaluatedDays(workspace, key)).rejects.toMatchObject({
    code: 'older_schema',
    message: expect.stringContaining('bitcoin_usd_classic_days.json was written by an older version'),
  });
  expect(await findEvaluation(key, { workspace })).toEqual({ summary: evaluation, whole: undefined });
});

it('reads the logs that version 0.1.0 kept', async () => {
  const workspace = await earlierWorkspace();
  expect(await readDecisions(workspace)).toMatchObject({
    skipped: [],
    entries: [{ outcome: 'kept', before: id, comparison: { rows: 10, inUse: expect.closeTo(0.694459, 6) } }],
  });
  expect(await readForecastLog(workspace, market)).toMatchObject({
    skipped: [],
    forecasts: [{ run: id, asOf: '2026-01-31', for: '2026-02-01' }],
  });
});
