import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { mountingProblem, mountMemory } from '../testing/mounts.ts';
import { moveOnto, replaceFile } from './atomic-write.ts';
import { logForecast, readForecastLog } from './forecast-log.ts';
import { explained } from './workspace.ts';

const market = { coin: 'bitcoin', vsCurrency: 'usd' };

describe('a disk that fills up', () => {
  const isTried = mountingProblem === undefined ? test : test.todo;
  const unchanged =
    mountingProblem === undefined ? 'it is as it was, nothing is left' : `not tried here: ${mountingProblem}`;

  isTried(`row 30: a disk that is full in the middle of a file → ${unchanged}`, async () => {
    const folder = await temporaryFolder();
    await using _mount = await mountMemory(folder, '64k');
    const file = join(folder, 'chart.json');
    await replaceFile(file, 'old '.repeat(1000));
    await expect(replaceFile(file, 'new '.repeat(50_000))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readFile(file, 'utf8')).toBe('old '.repeat(1000));
    expect(await readdir(folder)).toEqual(['chart.json']);
  });

  isTried(`row 30: a disk that is full in the middle of a line of JSON → ${unchanged}`, async () => {
    const workspace = { root: await temporaryFolder() };
    await using _mount = await mountMemory(workspace.root, '64k');
    const forecast = {
      madeAt: '2026-01-28T12:00:00.000Z',
      asOf: '2026-01-28',
      for: '2026-01-29',
      run: 'short',
      features: { price: 84141.78 },
      probability: 0.4465,
      baseRate: 0.51,
    };
    await logForecast(workspace, market, forecast);
    const tooLong = logForecast(workspace, market, { ...forecast, run: 'r'.repeat(100_000) });
    await expect(tooLong).rejects.toThrow(/the disk is full/);
    expect(await readForecastLog(workspace, market)).toEqual({ forecasts: [forecast], skipped: [] });
    expect(await readdir(join(workspace.root, 'data', 'forecasts'))).toEqual(['bitcoin_usd.jsonl']);
  });
});

test('a file that only its owner may read stays so when it is replaced', async () => {
  const file = join(await temporaryFolder(), 'private.json');
  await writeFile(file, 'old', { mode: 0o600 });
  await replaceFile(file, 'new');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toBe('new');
});

describe('a rename onto a file that someone has open, as Windows refuses it', () => {
  /** Moves a new file onto an old one, which so many tries fail to. */
  const moved = async (code: string, failures: number, mostTries = 4) => {
    const folder = await temporaryFolder();
    const [partial, file] = [join(folder, '.partial'), join(folder, 'file')];
    await writeFile(partial, 'new');
    await writeFile(file, 'old');
    const pauses: number[] = [];
    let tries = 0;
    const error = await moveOnto(partial, file, {
      mostTries,
      move: async (from, to) => {
        tries += 1;
        if (tries <= failures) throw Object.assign(new Error(`${code}: rename`), { code });
        await rename(from, to);
      },
      pause: async (milliseconds) => pauses.push(milliseconds),
    }).catch((thrown: unknown) => thrown);
    return { error, tries, pauses, text: await readFile(file, 'utf8') };
  };

  test.each(['EPERM', 'EACCES', 'EBUSY'])('by %s, is tried again after longer and longer', async (code) => {
    const [tries, pauses] = [4, [10, 20, 30]];
    expect(await moved(code, 3)).toEqual({ error: undefined, tries, pauses, text: 'new' });
  });

  test('is said, where it stays refused, to be open elsewhere perhaps', () => {
    const error = Object.assign(new Error('EPERM: rename'), { code: 'EPERM' });
    const said = 'models/current.json cannot be used: permission was denied';
    expect(explained(error, 'models/current.json', 'win32')).toMatchObject({
      message: `${said}, or another program has it open`,
      hint: 'close it there, change its permissions, or name another folder',
    });
    expect(explained(error, 'models/current.json', 'linux')).toMatchObject({ message: said });
  });

  test('is given up after some tries, and at once where it fails by anything else', async () => {
    expect(await moved('EBUSY', 4)).toMatchObject({ error: { code: 'EBUSY' }, tries: 4, text: 'old' });
    expect(await moved('ENOSPC', 1)).toMatchObject({ error: { code: 'ENOSPC' }, tries: 1, text: 'old' });
    expect(await moved('EPERM', 1, 1)).toMatchObject({ error: { code: 'EPERM' }, tries: 1, text: 'old' });
  });
});
