import { expect, it } from 'vitest';
import { wanderingCsv } from '../testing/days.ts';
import { createSandbox } from '../testing/run-program.ts';

it('comes to the same on threads of its own', async () => {
  await using sandbox = await createSandbox();
  const from = ['--from', await wanderingCsv(3000), '--days', 'max', '--format', 'json'];
  const together = await sandbox.run(['evaluate', ...from, '--feature-set', 'classic,returns']);
  const { feature_sets: sets } = JSON.parse(together.stdout);
  const alone = JSON.parse((await sandbox.run(['evaluate', ...from, '--feature-set', 'returns'])).stdout);
  const probabilities = ({ forecasts }: { forecasts: { date: string; probability: number }[] }) =>
    forecasts.map(({ date, probability }) => `${date} ${probability}`);
  expect(probabilities(sets[1])).toEqual(probabilities(alone));
});
