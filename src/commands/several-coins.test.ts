import { describe, expect, it } from 'vitest';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox } from '../testing/run-program.ts';

describe('a command for several coins', () => {
  it('says a line of each, and gives one array as JSON', async () => {
    await using sandbox = await createSandbox();
    const args = ['train', 'bitcoin', 'ethereum', '--source', 'bundled'];
    const text = await runInProcess([...args, '--optimizer', 'preconditioned'], sandbox);
    expect(text.exitCode).toBe(0);
    expect(
      text.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['bitcoin', 'ethereum']);
    const json = await runInProcess(
      ['monitor', '--coin=bitcoin,ethereum', '--offline', '--format=json'],
      sandbox,
    );
    expect(JSON.parse(json.stdout).map(({ coin }: { coin: string }) => coin)).toEqual([
      'bitcoin',
      'ethereum',
    ]);
  });

  it('goes on after one that fails, says so in its place, and ends with the highest exit code', async () => {
    await using sandbox = await createSandbox();
    const args = ['fetch', '--coin', 'nosuchcoin', '--coin', 'bitcoin', '--offline'];
    const { stdout, exitCode } = await runInProcess(args, sandbox);
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^nosuchcoin: error: nothing is stored.*\nbitcoin: /);
    const quiet = await runInProcess([...args, '--quiet'], sandbox);
    expect(quiet).toMatchObject({ exitCode: 4, stdout: '' });
    expect(quiet.stderr).toMatch(/^error: nosuchcoin: nothing is stored[^\n]*\n$/);
    const json = JSON.parse((await runInProcess([...args, '--format', 'json'], sandbox)).stdout);
    expect(json).toMatchObject([{ coin: 'nosuchcoin', error: { code: 'not_stored' } }, { coin: 'bitcoin' }]);
  });

  it('takes every coin that is stored with --all', async () => {
    await using sandbox = await createSandbox();
    expect((await runInProcess(['train', '--all', '--offline'], sandbox)).exitCode).toBe(5);
    await runInProcess(['fetch', 'bitcoin', 'ethereum', '--offline'], sandbox);
    const { stdout, exitCode } = await runInProcess(
      ['fetch', '--all', '--offline', '--format', 'json'],
      sandbox,
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  it('refuses one file for several', async () => {
    await using sandbox = await createSandbox();
    const { exitCode, stderr } = await runInProcess(
      ['train', 'bitcoin', 'ethereum', '--from', 'x.csv'],
      sandbox,
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--from is the file of one coin');
  });
});
