import { expect, it } from 'vitest';
import { listen } from '../async.ts';
import { InputError } from '../errors.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { errorOf, failureOf } from '../workers/messages.ts';
import { listRuns } from '../workspace/runs.ts';
import { train } from './train-run.ts';
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
  const context = await testContext({ isStepping: () => true });
  const reports = trainOnThread(request, defaultSettings, context);
  const epochs: number[] = [];
  while (epochs.length < 3) {
    const { value } = await reports.next();
    if ('kind' in value && value.kind === 'training') epochs.push(value.epoch);
  }
  expect(epochs).toEqual([1, 2, 3]);
  await reports.return?.(undefined as never);
});

it('ends with the reason when it is aborted, and leaves nothing', async () => {
  const controller = new AbortController();
  const context = await testContext({ signal: controller.signal, isStepping: () => true });
  const reports = trainOnThread(request, defaultSettings, context);
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
  const error = new InputError({ code: 'a', message: 'b', hint: 'c' });
  const answer = failureOf(error);
  expect(answer.kind === 'refused' && errorOf(answer)).toEqual(error);
});
