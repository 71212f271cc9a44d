import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { addDays } from '../dates.ts';
import { chartRequestFor, temporaryFolder, testContext } from '../testing/context.ts';
import { wanderingCsv } from '../testing/days.ts';
import {
  defaultEvaluateSettings,
  type EvaluateProgress,
  type EvaluateSettings,
  evaluate,
} from './evaluate.ts';

const bitcoin = chartRequestFor({ days: 'max' });
const ethereum = chartRequestFor({ coin: 'ethereum', days: 'max' });
const settingsFor = (changed: Partial<EvaluateSettings>) => ({
  ...defaultEvaluateSettings,
  resamples: 200,
  ...changed,
});

describe('evaluating', () => {
  it('reports every fold with how far all of the work is', async () => {
    const reports: EvaluateProgress[] = [];
    const settings = settingsFor({ featureSets: ['classic', 'returns'] });
    await listen(evaluate([bitcoin, ethereum], settings, await testContext()), (report) =>
      reports.push(report),
    );
    const folds = reports.filter((report) => report.kind === 'fold');
    expect(folds).toHaveLength(4 * 12);
    expect(folds.every(({ done }, i) => done > (folds[i - 1]?.done ?? 0))).toBe(true);
    expect(folds.at(-1)).toMatchObject({ done: 1, secondsLeft: 0, coin: 'ethereum', featureSet: 'returns' });
  });

  it('pools coins only where there are several', async () => {
    const settings = settingsFor({ featureSets: ['returns'] });
    const one = await listen(evaluate([bitcoin], settings, await testContext()));
    const both = await listen(evaluate([bitcoin, ethereum], settings, await testContext()));
    expect(one.pooled).toEqual([]);
    expect(both.pooled).toMatchObject([{ featureSet: 'returns', coins: ['bitcoin', 'ethereum'] }]);
  });

  it('stops when it is told to, threads and all, and leaves nothing behind', async () => {
    const controller = new AbortController();
    const context = await testContext({ signal: controller.signal });
    const request = chartRequestFor({ days: 'max', from: await wanderingCsv(3000) });
    const settings = settingsFor({ featureSets: ['returns', 'market'], threads: 2 });
    const evaluating = listen(evaluate([request], settings, context), ({ kind }) => {
      if (kind === 'fold') controller.abort(new Error('stopped'));
    });
    await expect(evaluating).rejects.toThrow('stopped');
    expect(await readdir(context.workspace.root)).toEqual([]);
  });

  it('refuses too few rows, and a first window that goes one way', async () => {
    const context = await testContext();
    const few = listen(
      evaluate([chartRequestFor({ from: await wanderingCsv(45) })], defaultEvaluateSettings, context),
    );
    await expect(few).rejects.toMatchObject({ code: 'too_few_rows', exitCode: 3 });
    const rising = Array.from({ length: 90 }, (_, t) => `${addDays('2024-01-01', t)},${100 + t},1e9,1e6`);
    const file = join(await temporaryFolder(), 'rising.csv');
    await writeFile(file, ['date,price,market_cap,total_volume', ...rising].join('\n'));
    const oneWay = listen(evaluate([chartRequestFor({ from: file })], defaultEvaluateSettings, context));
    await expect(oneWay).rejects.toMatchObject({ code: 'one_class', exitCode: 3 });
  });
});
