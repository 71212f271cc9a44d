import { expect, it } from 'vitest';
import { createSandbox } from '../testing/run-program.ts';

it('tells the command that trains the same model again, to the last digit', async () => {
  await using sandbox = await createSandbox();
  const train = async (line: string) => {
    const { stdout } = await sandbox.run([...line.split(' '), '--offline', '--format', 'json']);
    const { optimizer, intercept, coefficients, metrics } = JSON.parse(stdout);
    return { optimizer, intercept, coefficients, metrics };
  };
  const first = await train(
    'train --coin bitcoin --feature-set returns --days 500 --l2 30 --test-size 0.3 --optimizer gradient-descent --epochs 50 --tolerance 1e-6',
  );
  const { stdout } = await sandbox.run(['report', '--offline', '--format', 'json']);
  const report = await sandbox.read(JSON.parse(stdout).paths.markdown);
  const [, again] = /^crypto-predict (train .*)$/m.exec(report) ?? [];
  expect(await train(again ?? '')).toEqual(first);
});
