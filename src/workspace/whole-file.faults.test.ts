import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { mountMemory } from '../testing/mounts.ts';
import { logForecast, readForecastLog } from './forecast-log.ts';
import { replaceFile } from './whole-file.ts';

describe('row 30: a disk that fills up', () => {
  test('in the middle of a file → the file is as it was, and nothing is left beside it', async ({ skip }) => {
    const folder = await temporaryFolder();
    await using mount = await mountMemory(folder, '64k');
    if (mount === undefined) return skip('mounting is not allowed here');
    const file = join(folder, 'chart.json');
    await replaceFile(file, 'old '.repeat(1000));
    await expect(replaceFile(file, 'new '.repeat(50_000))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readFile(file, 'utf8')).toBe('old '.repeat(1000));
    expect(await readdir(folder)).toEqual(['chart.json']);
  });

  test('in the middle of a line of a journal → the journal is as it was', async ({ skip }) => {
    const folder = await temporaryFolder();
    await using mount = await mountMemory(folder, '64k');
    if (mount === undefined) return skip('mounting is not allowed here');
    const market = { coin: 'bitcoin', vsCurrency: 'usd' };
    const forecast = {
      madeAt: '2026-01-28T12:00:00.000Z',
      asOf: '2026-01-28',
      for: '2026-01-29',
      run: 'small',
      features: { price: 84141.78 },
      probability: 0.4465,
      baseRate: 0.51,
    };
    const log = () => readForecastLog({ root: folder }, market);
    await logForecast({ root: folder }, market, forecast);
    const tooLong = logForecast({ root: folder }, market, { ...forecast, run: 'r'.repeat(100_000) });
    await expect(tooLong).rejects.toThrow(/the disk is full/);
    expect(await log()).toEqual({ forecasts: [forecast], skipped: [] });
    expect(await readdir(join(folder, 'data', 'forecasts'))).toEqual(['bitcoin_usd.jsonl']);
  });
});

test('a file that only its owner may read stays so when it is replaced', async () => {
  const file = join(await temporaryFolder(), 'private.json');
  await writeFile(file, 'old', { mode: 0o600 });
  await replaceFile(file, 'new');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toBe('new');
});
