import { expect, it } from 'vitest';
import { listen } from '../async.ts';
import { InputError, MissingError, SourceError, UsageError } from '../errors.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { errorOf, failureOf } from '../workers/messages.ts';
import { listRuns } from '../workspace/runs.ts';
import { type TrainingProgress, train } from './train-run.ts';
import { trainOnThread } from './training-job.ts';

const request = chartRequestFor({ offline: true });

it('comes to the same model as on this thread, to the last digit, and saves it', async () => {
  const context = await testContext();
  const { run, isUsed } = await listen(trainOnThread(request, defaultSettings, context));
  const here = await listen(train(request, defaultSettings, context));
  expect(run.model).toEqual(here.run.model);
  expect(run.metrics).toEqual(here.run.metrics);
  expect(isUsed).toBe(true);
  expect((await listRuns(context.workspace)).runs.map(({ id }) => id)).toEqual([run.id]);
});

it('goes from epoch to epoch where somebody steps, and waits in between', async () => {
  const context = await testContext();
  const reports = trainOnThread(request, defaultSettings, context, () => true);
  const epochs: number[] = [];
  while (epochs.length < 3) {
    const { value } = await reports.next();
    if ('kind' in value && value.kind === 'training') epochs.push(value.epoch);
  }
  expect(epochs).toEqual([1, 2, 3]);
  await reports.return?.(undefined as never);
});

it('tells the losses of every epoch of a short training', async () => {
  const seen: TrainingProgress[] = [];
  const { run } = await listen(trainOnThread(request, defaultSettings, await testContext()), (progress) => {
    if (progress.kind === 'training') seen.push(progress);
  });
  expect(seen.map(({ epoch }) => epoch)).toEqual(Array.from({ length: run.fit.epoch }, (_, i) => i + 1));
  const last = run.curve.at(-1);
  expect(seen.at(-1)?.losses).toEqual({ train: last?.train, test: last?.test });
});

it('ends with the reason when it is aborted, and leaves nothing', async () => {
  const controller = new AbortController();
  const context = await testContext({ signal: controller.signal });
  const reports = trainOnThread(request, defaultSettings, context, () => true);
  await reports.next();
  controller.abort(new Error('cancelled'));
  await expect(listen(reports)).rejects.toThrow('cancelled');
  expect((await listRuns(context.workspace)).runs).toEqual([]);
});

it('says of a foreseen error what it says on this thread', async () => {
  const context = await testContext();
  await expect(
    listen(trainOnThread({ ...request, days: 20 }, defaultSettings, context)),
  ).rejects.toMatchObject({
    name: 'InputError',
    code: 'too_few_rows',
  });
});

it.each([UsageError, InputError, SourceError, MissingError])('brings %o over as what it is', (Kind) => {
  const error = new Kind({ code: 'a', message: 'b', hint: 'c', facts: { coin: 'bitcoin' } });
  const brought = errorOf(structuredClone(failureOf(error)));
  expect(brought).toBeInstanceOf(Kind);
  expect(brought).toEqual(error);
  expect(brought).toMatchObject({ hint: 'c', facts: { coin: 'bitcoin' } });
});
