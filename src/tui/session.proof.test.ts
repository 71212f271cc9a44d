import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { startFlakyCoingecko } from './testing/flaky-coingecko.ts';
import { key, startInTerminal } from './testing/terminal-session.ts';

const sizes = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
] as const;

describe.each(sizes)('in a window of $columns×$rows', (size) => {
  it('starts without a network on the bundled snapshot, draws a training as it can be followed, by steps too, forecasts, and leaves with 0', async () => {
    const session = await startInTerminal(size);
    await session.until(/sample( data)?( \(bundled\))?, \d+ days old/);
    await session.until('3, then Enter');
    const data = await session.until(/cannot be reached/);
    expect(data).toMatch(/r\s+tries again/);
    expect(data).toContain('[1 Data]');
    await session.press('3');
    await session.until('nesterov');
    await session.press(key.enter, '-', '-');
    await session.until('▶ trained');
    await session.until(/ 8 s/);
    await session.press(' ');
    // A frame may arrive in two parts.
    const paused = /‖ paused .*epoch (\d+) of 301/;
    const epoch = Number(paused.exec(await session.until(paused))?.[1]);
    await session.press('s');
    await session.until(`epoch ${epoch + 1} of 301`);
    await session.press(' ');
    await session.until('▶ trained');
    await session.press('x');
    const trained = await session.until(/No better than the base rate: log loss/);
    expect(trained).toMatch(/301 epochs; saved, in use/);
    expect(trained).not.toContain('…');
    await session.press('4');
    expect(await session.until('P(up) = 0.423')).not.toContain('…');
    await session.press(key.down, key.down, '9');
    const changed = await session.until(/For these values/);
    expect(changed).not.toContain('0.423');
    expect(changed).toMatch(/outside the training range/);
    await session.press(key.escape, 'n');
    await session.until('P(up) = 0.423');
    await session.press(key.escape, '5');
    await session.until('● in use');
    for (const line of session.lines()) expect(line.length).toBeLessThanOrEqual(size.columns);
    expect(session.lines().join('\n')).not.toContain('…');
    await session.press('q');
    expect(await session.exited).toBe(0);
    expect(session.isAlternate()).toBe(false);
  });
});

describe('the Data screen', () => {
  it('says whole what a field takes, and what can be done about an error, in every window', async () => {
    const session = await startInTerminal(sizes[0]);
    await writeFile(join(session.workspace, 'other.csv'), 'when,what\n2026-02-01,1\n2026-02-02,2\n');
    await session.until(/cannot be reached[^;]*;\s+what\s+is\s+stored\s+is\s+shown;\s+r\s+tries\s+again/);
    await session.press('i', 'other.csv', key.enter);
    for (const { columns, rows } of sizes) {
      session.resize(columns, rows);
      await session.until(
        /leave\s+with\s+q\s+and\s+name\s+them:\s+crypto-predict\s+fetch\s+--from\s+FILE\s+--columns/,
      );
    }
    await session.press(key.escape);
    await session.until('Discard what you typed for file?');
    await session.press('y', key.down, key.down, 'e', 'x', key.enter);
    await session.until('! use max, or a whole number from 1 to 1000000');
    await session.press(key.ctrlC);
    expect(await session.exited).toBe(130);
  });

  it('waits, counting down, where the source refuses twice, and then shows what came', async () => {
    const url = await startFlakyCoingecko([429, 500]);
    const session = await startInTerminal({ columns: 120, rows: 40, env: { COINGECKO_BASE_URL: url } });
    await session.until(/rate limit: attempt 2 of 4 in \d\.\d s/);
    await session.until(/Data from CoinGecko: [\d,]+ new days/);
    const today = new Date().toISOString().slice(0, 10);
    await session.until(`stored to ${today}`);
    await session.press('q');
    expect(await session.exited).toBe(0);
  });

  it('says what is wrong with a CSV file at the prompt, and imports it once it is mended; asks before one of another coin wins, and takes it back by u', async () => {
    const session = await startInTerminal({ columns: 80, rows: 24 });
    const file = join(session.workspace, 'prices.csv');
    await writeFile(file, 'date,price,market_cap,total_volume\n2026-02-01,"85,000",1,1\n');
    await session.until('cannot be reached');
    await session.press('i', 'prices.csv', key.enter);
    await session.until('! prices.csv, line 2 has "85,000" as price');
    await writeFile(file, 'date,price,market_cap,total_volume\n2026-02-01,85000,1700000000000,50000000000\n');
    await session.press(key.enter);
    await session.until('Imported: 1 new day');
    await session.until(/to 2026-02-01/);
    const rows = Array.from(
      { length: 28 },
      (_, t) => `2026-01-${String(t + 1).padStart(2, '0')},${3 + (t % 5)}`,
    );
    await writeFile(join(session.workspace, 'other.csv'), ['date,price', ...rows].join('\n'));
    await session.press('i', 'other.csv', key.enter);
    await session.until('Import it all the same?');
    await session.press('y');
    await session.until('Imported: 0 new days');
    await session.press('u');
    await session.until('Take back what the last fetch or import changed');
    await session.press('y');
    await session.until('Taken back: 28 days removed');
    await session.press(key.ctrlC);
    expect(await session.exited).toBe(130);
  });
});

describe('the Features screen', () => {
  it('scrolls and sorts, keeping the date in sight', async () => {
    const session = await startInTerminal({ columns: 80, rows: 24 });
    await session.until('cannot be reached');
    await session.press('2');
    await session.until('row 1 of 702, by date');
    // The gaps between its cells are part of the chosen row: it has no stripes.
    for (const cell of [' 84,141.78', ' 1,680,807,873,674']) {
      await session.until(cell, { color: 'default', isBold: false, isInverse: true });
    }
    await session.press(key.pageDown);
    await session.until('row 14 of 702');
    await session.press(key.right, key.right, 's');
    const sorted = await session.until('by price');
    expect(sorted).toContain('124,773.51');
    expect(sorted).toContain('2025-10-07');
    await session.press('s');
    await session.until('›price↑');
    await session.press('/', '2025-06-01', key.enter);
    await session.until(/2025-06-01/);
    await session.press('q');
    expect(await session.exited).toBe(0);
  });
});

it('shows a training at once where nothing is to move', async () => {
  const session = await startInTerminal({ columns: 80, rows: 24, env: { REDUCED_MOTION: '1' } });
  await session.until('cannot be reached');
  await session.press('3', key.enter);
  await session.until(/301 epochs; saved, in use/);
  expect(session.output()).not.toContain('▶ trained');
  await session.press('q');
  expect(await session.exited).toBe(0);
});

it('remembers the screen and the settings for the next time', async () => {
  const home = { XDG_CONFIG_HOME: await temporaryFolder() };
  const first = await startInTerminal({ columns: 80, rows: 24, env: home });
  await first.until('cannot be reached');
  await first.press('3', key.down, key.down, key.down, key.down, key.right, 'q');
  expect(await first.exited).toBe(0);
  const stored = await readFile(join(home.XDG_CONFIG_HOME, 'crypto-predict', 'config.json'), 'utf8');
  expect(stored).toContain('session');
  const second = await startInTerminal({ columns: 80, rows: 24, env: home });
  await second.until('[3 Train]');
  await second.until(/l2 +auto/);
  await second.press('q');
  expect(await second.exited).toBe(0);
});

it('keeps the name and symbol of a coin that a search found, for the next session too', async () => {
  const url = await startFlakyCoingecko([]);
  const kept = await temporaryFolder();
  const env = { COINGECKO_BASE_URL: url, XDG_CONFIG_HOME: kept };
  const first = await startInTerminal({ columns: 80, rows: 24, env });
  await first.until('Data from CoinGecko');
  await first.press('/', 'plain');
  await first.until('found, from CoinGecko');
  await first.press(key.enter);
  await first.until(/Plain Coin +PLN\/USD/i);
  await first.until(/Data from CoinGecko|stored to/);
  await first.press('q');
  expect(await first.exited).toBe(0);
  const second = await startInTerminal({ columns: 80, rows: 24, env, workspace: first.workspace });
  await second.until(/Plain Coin +PLN\/USD/i);
  await second.press('q');
  expect(await second.exited).toBe(0);
});

it('stays with its coin where there is no coin of the name that was typed, and says so', async () => {
  const session = await startInTerminal({ columns: 80, rows: 24 });
  await session.until('cannot be reached');
  await session.press('/', 'no-such-coin', key.enter);
  await session.until(/Coin +no-such-coin[^\n]*\n ! /);
  await session.press(key.escape);
  await session.until(/days +731/);
  await session.until(/Bitcoin +BTC\/USD/);
  await session.press('q');
  expect(await session.exited).toBe(0);
});

it('says charts in words where a screen reader is on', async () => {
  const session = await startInTerminal({ columns: 80, rows: 60, env: { INK_SCREEN_READER: 'true' } });
  await session.until('365 days, down 17.8 %: lowest $76,329.09 on 2025-04-09');
  await session.until('731 days, 0 filled, 0 no volume');
  expect(session.isAlternate()).toBe(false);
  expect(session.output()).not.toMatch(/[─-▟]/);
  await session.press('q');
  expect(await session.exited).toBe(0);
});
