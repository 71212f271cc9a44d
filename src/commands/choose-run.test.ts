import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';

it('takes a run by its age, and refuses one that is of another market or target than the one named', async () => {
  const workspace = await temporaryFolder();
  const run = (...args: readonly string[]) =>
    runInProcess([...args, '--source', 'bundled', '--format', 'json'], { workspace });
  const { id } = JSON.parse((await run('train', '--coin', 'bitcoin')).stdout).run;
  const said = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await run(...args);
    return exitCode === 0 ? JSON.parse(stdout).run_id : `${exitCode}: ${JSON.parse(stderr).error.message}`;
  };
  const otherMarket = `2: run ${id} is of bitcoin in usd, not of`;
  const otherTarget = `2: run ${id} forecasts direction, not large_move`;
  expect(await said('predict', '--run', 'newest')).toBe(id);
  expect(await said('predict', '--run', 'newest', '--target', 'direction')).toBe(id);
  expect(await said('predict', '--run', id, '--coin', 'ethereum')).toBe(`${otherMarket} ethereum in usd`);
  expect(await said('predict', '--run', id, '--target', 'large-move')).toBe(otherTarget);
  expect(await said('monitor', '--run', id, '--target', 'large-move')).toBe(otherTarget);
  expect(await said('report', id, '--target', 'large-move')).toBe(otherTarget);
  expect(await said('report', '--vs', 'eur')).toBe('5: no model of bitcoin in eur is in use');
  expect(await said('predict', '--json', '-', '--vs', 'eur')).toBe('5: no model of bitcoin in eur is in use');
  expect(await said('predict', '--json', '-', '--target', 'large-move')).toBe(
    '5: no model of bitcoin in usd for large_move is in use',
  );
  // What a project says is not what was named: a run has a target of its own.
  await writeFile(join(workspace, 'crypto-predict.json'), '{"target": "large_move"}');
  expect(await said('predict', '--run', id)).toBe(id);
  expect((await runInProcess(['report', id, '--source', 'cache'], { workspace })).exitCode).toBe(4);
});
