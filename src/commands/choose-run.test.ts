import { expect, it } from 'vitest';
import { createSandbox } from '../testing/run-program.ts';

it('takes a run by its age, and refuses one that is of another market than the one named', async () => {
  await using sandbox = await createSandbox();
  const { stdout } = await sandbox.run(['train', '--coin', 'bitcoin', '--offline', '--format', 'json']);
  const { id } = JSON.parse(stdout).run;
  const predict = (...args: readonly string[]) =>
    sandbox.run(['predict', '--offline', '--format', 'json', ...args]);
  expect(JSON.parse((await predict('--run', 'newest')).stdout)).toMatchObject({
    run_id: id,
    coin: 'bitcoin',
  });
  expect(await predict('--run', id, '--coin', 'ethereum')).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining(`run ${id} is of bitcoin in usd, not of ethereum in usd`),
  });
});
