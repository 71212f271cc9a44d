import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateOf } from '../../../dates.ts';
import { NOW, temporaryFolder } from '../../../testing/context.ts';
import { readFile } from './chart-file.ts';

test.each(['plain', 'kraken', 'binance'])(
  'row 42: 1,000,000 minutes as %s → read, within 600 MiB',
  async (form) => {
    const file = join(await temporaryFolder(), 'long.csv');
    const stream = createWriteStream(file);
    if (form === 'plain') stream.write('time,price\n');
    for (let first = 0; first < 1_000_000; first += 10_000) {
      const rows = Array.from({ length: 10_000 }, (_, i) => minuteRow(form, first + i));
      if (!stream.write(rows.join(''))) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
    const before = process.memoryUsage().rss;
    const { observations } = await readFile({ file, vsCurrency: 'usd', now: NOW });
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
    expect(observations).toHaveLength(695);
    // The last minute of a day ends at the next 00:00; a plain price is of its own minute.
    expect(observations[1]).toMatchObject({
      date: dateOf(FIRST_DAY + 1),
      price: form === 'plain' ? 100 + 1440 : 100 + 1439,
    });
  },
  90_000,
);

const FIRST_DAY = 18_262;

/** One of many minutes from 2020-01-01 on, whose price says which it is. */
function minuteRow(form: string, minute: number): string {
  const seconds = FIRST_DAY * 86_400 + minute * 60;
  const price = 100 + minute;
  if (form === 'plain') return `${new Date(seconds * 1000).toISOString()},${price}\n`;
  const candle = `${price},${price},${price},${price},1`;
  if (form === 'kraken') return `${seconds},${candle},3\n`;
  return `${seconds}000,${candle},${seconds + 59}999,100,3,1,50,0\n`;
}
