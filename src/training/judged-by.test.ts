import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { packageRoot } from '../package-root.ts';
import { worthOf } from '../results/worth.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, temporaryFolder, testContext } from '../testing/context.ts';
import { worthSentence } from '../text/sentences.ts';
import { readRun } from '../workspace/runs.ts';
import { defaultEvaluateSettings, evaluate } from './evaluate.ts';
import { forecastNewest } from './forecast-newest.ts';
import { saveEvaluated } from './save-evaluation.ts';
import { saveTraining } from './save-training.ts';
import { train } from './train-run.ts';

const settings = { ...defaultEvaluateSettings, resamples: 100 };
const bundled = join(packageRoot, 'data', 'bundled', 'bitcoin_usd.csv');

/** A file of the bundled days, without the newest ones, with one line changed, and with others after them. */
async function fileOf({
  without = 0,
  change = (line: string) => line,
  more = [] as readonly string[],
} = {}): Promise<string> {
  const lines = (await readFile(bundled, 'utf8')).trim().split('\n');
  const kept = [...lines.slice(0, lines.length - without), ...more];
  const path = join(await temporaryFolder(), 'days.csv');
  await writeFile(path, kept.map((line) => (line.startsWith('2025-06-15') ? change(line) : line)).join('\n'));
  return path;
}

/** Doubles the price of a line. */
function doubled(line: string): string {
  const [date, price, ...others] = line.split(',');
  return [date, 2 * Number(price), ...others].join(',');
}

async function evaluateFile(from: string, context: Context) {
  const request = chartRequestFor({ days: 'max', from });
  await saveEvaluated(await listen(evaluate([request], settings, context)), context);
}

async function trainOn(from: string, context: Context, days: number | 'max' = 365) {
  const training = await listen(train(chartRequestFor({ days, from }), defaultSettings, context));
  const { id } = await saveTraining(training, days, context);
  return readRun(context.workspace, id);
}

describe('what a run is worth', () => {
  it('is what the walk-forward of the same days says, however many of them the run was trained on', async () => {
    const context = await testContext();
    const file = await fileOf();
    await evaluateFile(file, context);
    for (const days of [365, 'max'] as const) {
      const run = await trainOn(file, context, days);
      expect(worthOf(run)).toMatchObject({
        evaluation: 'walk_forward',
        evaluatedRows: run.evaluation?.metrics.n,
        verdict: run.evaluation?.verdict,
        skill: run.evaluation?.skill.logLossSkill,
      });
      expect(worthSentence(run)).toContain(`through ${run.evaluation?.from} to ${run.evaluation?.to}`);
    }
  });

  it('is not what the walk-forward of another file of the same coin says', async () => {
    const context = await testContext();
    await evaluateFile(await fileOf({ change: doubled }), context);
    const run = await trainOn(await fileOf(), context);
    const { test } = run.metrics;
    expect(worthOf(run)).toEqual({
      evaluation: 'test_split',
      evaluatedRows: test.n,
      verdict: run.verdict,
      skill: 1 - (test.logLoss ?? 0) / (run.baselines.baseRate.logLoss ?? 0),
    });
    expect(worthSentence(run)).toMatch(/^Provisional: .* test days to 2026-01-31/);
  });

  it.each([
    [30, 'walk_forward'],
    [31, 'test_split'],
  ] as const)(
    'by a walk-forward that ends %d days earlier is by %s, a day later by test_split',
    async (without, expected) => {
      const context = await testContext();
      await evaluateFile(await fileOf({ without }), context);
      const file = await fileOf();
      const run = await trainOn(file, context);
      expect(worthOf(run).evaluation).toBe(expected);
      const worthOn = async (from: string, date: string) => {
        const request = chartRequestFor({ days: 365, from });
        const then = { ...context, now: () => new Date(`${date}T12:00:00Z`) };
        return worthOf((await listen(forecastNewest(run, request, then))).run).evaluation;
      };
      expect(await worthOn(file, '2026-01-31')).toBe(expected);
      const dayLater = await fileOf({ more: ['2026-02-01,80000,1.6e12,8e10'] });
      expect(await worthOn(dayLater, '2026-02-01')).toBe('test_split');
    },
  );

  it('is by its test rows where the days have other values by now', async () => {
    const context = await testContext();
    const file = await fileOf();
    await evaluateFile(file, context);
    const run = await trainOn(file, context);
    const forecastFromFile = async (from: string) =>
      (await listen(forecastNewest(run, chartRequestFor({ days: 365, from }), context))).run;
    expect(worthOf(await forecastFromFile(file)).evaluation).toBe('walk_forward');
    const revised = await fileOf({ change: doubled });
    expect(worthOf(await forecastFromFile(revised)).evaluation).toBe('test_split');
  });
});
