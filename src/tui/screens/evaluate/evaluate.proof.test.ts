import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addDays } from '../../../dates.ts';
import { key, startInTerminal } from '../../testing/terminal-session.ts';

it('walks forward to a verdict, which the next session draws again, and cancels another half-way without a trace', async () => {
  const session = await startInTerminal({ columns: 80, rows: 24 });
  const evaluations = () => readdir(join(session.workspace, 'data', 'evaluations')).catch(() => []);
  const kept = ['bitcoin_usd_classic', 'bitcoin_usd_volatility_large_move'].flatMap((name) => [
    `${name}.json`,
    `${name}_days.json`,
  ]);
  await session.until('cannot be reached');
  await session.press('6');
  await session.until('No walk-forward of classic yet');
  await session.press(key.enter);
  await session.until('Worse than the base rate: log loss');
  await session.until('993 of 1,000 tries');
  await session.until(/Large move \(volatility\): better than every constant, p < 0\.001/);
  await session.press('v');
  await session.until('its opposite');
  await session.press('v');
  await session.until('╌╌ buy and hold');
  expect(await evaluations()).toEqual(kept);

  await writeFile(join(session.workspace, 'long.csv'), longHistory());
  await session.press('1', 'i', 'long.csv', key.enter);
  await session.until('Imported');
  await session.press('6', key.right, key.enter);
  await session.until(/returns, step \d+ of 1\d\d/);
  await session.until(/~\d+\.\d s left/);
  await session.press(key.escape);
  await session.until('walk-forward cancelled; nothing was kept');
  expect(await evaluations()).toEqual(kept);
  await session.press('q');
  expect(await session.exited).toBe(0);

  const again = await startInTerminal({ columns: 80, rows: 24, workspace: session.workspace });
  await again.until('cannot be reached');
  await again.press('6');
  await again.until('993 of 1,000 tries');
  await again.press('v', 'v', 'v');
  await again.until('·· 0, the base rate');
  await again.press('q');
  expect(await again.exited).toBe(0);
});

/** Thirteen years that go up and down: folds enough to be cancelled among. */
function longHistory(): string {
  const rows = Array.from({ length: 4800 }, (_, t) => {
    const price = 20_000 + 5_000 * Math.sin(t / 40) + 900 * Math.sin(t * t);
    return `${addDays('2010-12-01', t)},${price.toFixed(2)},1000000000,${1e7 + (t % 7) * 1e6}`;
  });
  return ['date,price,market_cap,total_volume', ...rows, ''].join('\n');
}
