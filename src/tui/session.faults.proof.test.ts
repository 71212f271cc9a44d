import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { encodeDocument } from '../results/checksummed.ts';
import { temporaryFolder } from '../testing/context.ts';
import { paths } from '../workspace/workspace.ts';
import { startFlakyCoingecko } from './testing/flaky-coingecko.ts';
import {
  goToField,
  key,
  type Start,
  startInTerminal,
  type TerminalSession,
} from './testing/terminal-session.ts';

/** A session on the settings of a training. */
async function startOnTrain(size: Pick<Start, 'columns' | 'rows'>): Promise<TerminalSession> {
  const session = await startInTerminal(size);
  await session.until('cannot be reached');
  await session.press('3');
  return session;
}

it('row 49: a coin name with ANSI, OSC, C1 and bidirectional controls in the search → printed harmless, wide ones in their columns', async () => {
  const url = await startFlakyCoingecko([]);
  const session = await startInTerminal({ columns: 80, rows: 24, env: { COINGECKO_BASE_URL: url } });
  await session.until('Data from CoinGecko');
  await session.press('/', 'zz');
  const shown = await session.until('EVL');
  expect(session.output()).not.toContain('owned\u0007');
  expect(session.output()).not.toContain('\u202e');
  const place = (line: string | undefined) => line?.search(/EVL|WIDE/);
  const [evil, wide] = ['EVL', 'WIDE'].map((word) => shown.split('\n').find((line) => line.includes(word)));
  expect(place(wide)).toBe((place(evil) ?? 0) - 3);
  await session.press(key.escape);
  await session.until('/ coin');
  await session.press('q');
  expect(await session.exited).toBe(0);
});

it('row 53: a resize to 1×1, 300×100 and 20×5 while a training is drawn → goes on, and is cancelled without a trace', async () => {
  const session = await startOnTrain({ columns: 120, rows: 40 });
  await goToField(session, 'optimizer');
  await session.press('e', key.ctrlU, 'gradient-descent', key.enter);
  await goToField(session, 'tolerance');
  await session.press('e', key.ctrlU, '1e-15', key.enter, key.enter);
  await session.until('Space pause');
  for (const [columns, rows] of [
    [60, 20],
    [1, 1],
    [300, 100],
    [20, 5],
    [100, 30],
  ] as const) {
    session.resize(columns, rows);
    if (columns >= 60) await session.until('Space pause');
  }
  await session.press('s');
  await session.until('paused');
  await session.press(' ');
  await session.until('▶ training');
  await session.press('q');
  await session.until('Leave, and lose it?');
  await session.press('n', key.escape);
  await session.until('nothing was saved');
  await session.press('5');
  await session.until('No runs yet');
  await session.press('q');
  expect(await session.exited).toBe(0);
});

it('row 54: a paste of 10 kB into a number field → taken as text, refused with the allowed range', async () => {
  const session = await startOnTrain({ columns: 80, rows: 24 });
  await goToField(session, 'test size');
  await session.press('e', key.ctrlU, `\u001b[200~${'9q\n'.repeat(3400)}\u001b[201~`, key.enter);
  await session.until('! use above 0 and below 1');
  await session.press(key.ctrlU, '0.3', key.enter);
  await session.until('0.30');
  await session.press(key.down, 'e', '7'.repeat(10_000), key.enter);
  await session.until('! use from 0 to 1e12');
  await session.press(key.escape, 'y', 'q');
  expect(await session.exited).toBe(0);
});

it('row 52: the session under NO_COLOR → no colour', async () => {
  const session = await startInTerminal({ columns: 80, rows: 24, env: { NO_COLOR: '1' } });
  await session.until('cannot be reached');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  expect(session.output()).not.toMatch(/\u001b\[[\d;]*m/);
  await session.press('q');
  expect(await session.exited).toBe(0);
});

it('row 69: a stored chart with prices to the year 9999 → drawn to ten years from now, keys answered meanwhile', async () => {
  const workspace = await temporaryFolder();
  const dates = Array.from({ length: 116_000 }, (_, i) => addDays('2026-02-20', 25 * i));
  await mkdir(join(workspace, 'data', 'raw'), { recursive: true });
  await writeFile(
    join(workspace, paths.storedChart({ coin: 'bitcoin', vsCurrency: 'usd' })),
    encodeDocument(2, {
      coin: 'bitcoin',
      vs_currency: 'usd',
      retrievals: [{ number: 1, source: 'csv', retrieved_at: '2026-06-01T00:00:00.000Z', days_asked: null }],
      observations: dates.map((date) => [date, 90_000, null, null, 0]),
    }),
  );
  const session = await startInTerminal({ columns: 120, rows: 40, workspace });
  await session.until('Reading what is stored');
  const asked = performance.now();
  await session.press('?');
  await session.until('Keys of this screen');
  expect(performance.now() - asked).toBeLessThan(1500);
  await session.press(key.escape);
  await session.until('! the stored chart goes on');
  await session.press(']', key.left);
  await session.until(/20\d\d-\d\d-\d\d {2}\$90,000/);
  await session.press(key.ctrlC);
  expect(await session.exited).toBe(130);
});
