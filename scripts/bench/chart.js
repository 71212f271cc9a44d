import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many days CoinGecko's export of bitcoin had in January 2026: 5,647 usable rows, 4,517 to train on. */
export const LONG_DAYS = 5_677;

/** Writes a simulated market chart as CSV, the same one each time, and returns its path. */
export function simulateChart(folder, days = LONG_DAYS) {
  let state = 42;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  let price = 100;
  const lines = ['date,price,market_cap,total_volume'];
  const newest = Date.UTC(2026, 0, 31);
  for (let day = 1; day <= days; day++) {
    price *= Math.exp((random() - 0.5) / 20);
    const date = new Date(newest - (days - day) * 86_400_000).toISOString().slice(0, 10);
    lines.push(`${date},${price},${price * 1e6},${1e6 * (0.5 + random())}`);
  }
  const path = join(folder, `simulated-${days}.csv`);
  writeFileSync(path, lines.join('\n'));
  return path;
}
