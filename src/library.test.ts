import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { engineer, evaluate, featureSets, labelled, preprocess, targets, train } from './library.ts';
import { packageRoot } from './package-root.ts';

const lines = readFileSync(join(packageRoot, 'data/bundled/bitcoin_usd.csv'), 'utf8').trim().split('\n');
const days = lines.slice(1).map((line) => {
  const [date = '', price, marketCap, totalVolume] = line.split(',');
  return { date, price: Number(price), marketCap: Number(marketCap), totalVolume: Number(totalVolume) };
});

it('trains as the command does: a year of bitcoin, by default settings', async () => {
  const { rows } = engineer(preprocess(days), featureSets.classic);
  const { metrics, verdict, scaler } = await train(labelled(rows).slice(-364));
  expect(metrics.test.logLoss).toBeCloseTo(0.7377, 4);
  expect(metrics.test.n).toBe(73);
  expect([verdict, scaler.name]).toEqual(['no_better_than_baseline', 'min-max']);
});

it('suspects an accuracy by what the target is known to allow', async () => {
  const { rows } = engineer(preprocess(days), featureSets.volatility, { target: targets.large_move });
  const settings = { scaler: 'standard', l2: 100, halfLife: 1500, resamples: 100 } as const;
  const [large, direction] = await Promise.all(
    (['large_move', 'direction'] as const).map((target) => evaluate(labelled(rows), { ...settings, target })),
  );
  expect(large?.metrics.accuracy).toBeCloseTo(0.6255, 4);
  expect([large?.highAccuracy, direction?.highAccuracy]).toEqual([null, 'looks_leaky']);
});

it('refuses rows of one class by a code', async () => {
  const { rows } = engineer(preprocess(days), featureSets.classic);
  const ups = labelled(rows).filter(({ target }) => target === 1);
  await expect(train(ups)).rejects.toMatchObject({ code: 'one_class' });
});
