import { expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { Label } from '../domain.ts';
import { seededRandom } from '../evaluation/random.ts';
import { at } from '../learning/vector.ts';
import type { TrainedRun } from '../run.ts';
import { judgeRows, logOddsOf, type SharedRow } from './judge-rows.ts';

const random = seededRandom(3);
/** Rows of two features; the run in use knows the second alone. */
const rows = Array.from({ length: 120 }, (_, t): SharedRow => {
  const values = [random() - 0.5, random() - 0.5];
  const target: Label = at(values, 0) + random() - 0.5 > 0 ? 1 : 0;
  const date = addDays('2024-01-01', t);
  return { date, values, valuesInUse: values.slice(1), target, persistence: 0, priceFilled: false };
});

type Contender = Pick<TrainedRun, 'model' | 'data' | 'settings'>;

function contender(weights: readonly number[], counts: { train: number; test: number }): Contender {
  const scaler = { name: 'standard', offsets: weights.map(() => 0), scales: weights.map(() => 1) } as const;
  return {
    model: { parameters: { weights, intercept: 0 }, scaler },
    data: { rows: counts },
    settings: { l2: 1, halfLife: 'none' },
  } as unknown as Contender;
}

const inUse = contender([1], { train: 40, test: 10 });
const challenger = contender([2, 0], { train: 40, test: 20 });
const judge = (from: number, known: readonly SharedRow[] = rows) =>
  judgeRows({ rows: known, from }, { inUse, challenger }, new AbortController().signal);

it('judges the challenger’s test rows by the challenger, each model by its own features', async () => {
  const judged = await judge(100);
  expect(judged.map(({ date }) => date)).toEqual(rows.slice(100).map(({ date }) => date));
  for (const [i, { values, valuesInUse, target }] of rows.slice(100).entries()) {
    expect(judged[i]).toMatchObject({
      inUse: logOddsOf(inUse, valuesInUse),
      challenger: 2 * at(values, 0),
      actual: target,
    });
  }
  expect(await judge(113)).toEqual(judged.slice(13));
  expect(await judge(120)).toEqual([]);
});

it('judges older rows by the challengers of then, who have seen nothing of them or later', async () => {
  const judged = await judge(65);
  expect(judged.map(({ date }) => date)).toEqual(rows.slice(65).map(({ date }) => date));
  // Rows 60 to 79 are forecast from rows 20 to 59, whatever came later.
  const changed = rows.map((row, t) => (t < 60 ? row : { ...row, target: (1 - row.target) as Label }));
  const again = await judge(65, changed);
  const said = (some: typeof judged, to: number) => some.slice(0, to - 65).map((row) => row.challenger);
  expect(said(again, 80)).toEqual(said(judged, 80));
  expect(said(again, 100)).not.toEqual(said(judged, 100));
  // They learn what the first feature says.
  const agree = judged
    .slice(0, 35)
    .filter(({ challenger: z }, i) => z > 0 === at(at(rows, 65 + i).values, 0) > 0);
  expect(agree.length).toBeGreaterThan(25);
});

it('goes back as far as there are rows to train on, of both classes', async () => {
  expect((await judge(0)).at(0)?.date).toBe(rows[40]?.date);
  const oneClass = rows.map((row, t) => (t < 75 ? { ...row, target: 1 as const } : row));
  expect((await judge(0, oneClass)).at(0)?.date).toBe(rows[80]?.date);
});
