import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { defaultTask } from '../../domain.ts';
import { testContext } from '../../testing/context.ts';
import { ask } from './ask.ts';

const market = { coin: 'bitcoin', vsCurrency: 'usd' };
const walk = { market, task: defaultTask, featureSet: 'classic' } as const;

it('does several errands at a time, each for itself', async () => {
  const context = await testContext();
  const folds: number[] = [];
  const [chart, walked, features] = await Promise.all([
    ask('chart', { market }, context),
    ask('walk', walk, context, ({ fold }) => folds.push(fold)),
    ask('features', walk, context),
  ]);
  expect(chart.days).toHaveLength(731);
  expect(folds.length).toBeGreaterThan(0);
  expect(walked.forecasts).toHaveLength(walked.metrics.n);
  expect(features.rows.at(-1)?.date).toBe(chart.days.at(-1)?.date);
});

it('goes by the session’s clock and workspace', async () => {
  const context = await testContext({ now: () => new Date('2026-03-02T12:00:00Z') });
  expect((await ask('chart', { market }, context)).quality.ageInDays).toBe(30);
  await expect(ask('newest day', market, context)).rejects.toMatchObject({ code: 'no_model' });
});

it('ends an errand that is aborted, which keeps nothing, and goes on with others', async () => {
  const controller = new AbortController();
  const context = await testContext({ signal: controller.signal });
  const cancelled = ask('walk', walk, context, () => controller.abort(new Error('cancelled')));
  await expect(cancelled).rejects.toThrow('cancelled');
  const other = { ...context, signal: new AbortController().signal };
  expect((await ask('evaluations', walk, other)).evaluations).toEqual({});
});

it.runIf(process.platform === 'linux')('lets the thread of the keys go first', async () => {
  const before = await niceness();
  await ask('chart', { market }, await testContext());
  expect(getPriority()).toBe(before[0]);
  // While threads of other work end, the system may list some others not at all.
  const most = async () => Math.max(...(await niceness()));
  await expect.poll(most).toBe(Math.min(19, getPriority() + 10));
});

/** How far each thread of this process stands back, the first one before the others. */
async function niceness(): Promise<readonly number[]> {
  const threads = await readdir('/proc/self/task');
  const stats = await Promise.all(threads.map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8')));
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
}
