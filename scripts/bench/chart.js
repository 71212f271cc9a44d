import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many days CoinGecko's export of bitcoin had in January 2026: 5,647 usable rows, 4,517 to train on. */
export const LONG_DAYS = 5_677;

/** Writes a simulated market chart as CSV, the same one each time, and returns its path. */
export function simulateChart(folder, days = LONG_DAYS) {
  const rows = simulate(days).map(({ date, price, volume }) => `${date},${price},${price * 1e6},${volume}`);
  return write(folder, `simulated-${days}.csv`, ['date,price,market_cap,total_volume', ...rows]);
}

/** The same as Yahoo Finance would export it. */
export function simulateYahoo(folder, days) {
  const rows = simulate(days).map(({ date, price, volume }) => {
    const [close, whole] = [price.toFixed(6), volume.toFixed(0)];
    return `${date},${close},${close},${close},${close},${close},${whole}`;
  });
  return write(folder, `yahoo-${days}.csv`, ['Date,Open,High,Low,Close,Adj Close,Volume', ...rows]);
}

function simulate(days) {
  let state = 42;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  let price = 100;
  const chart = [];
  const newest = Date.UTC(2026, 0, 31);
  for (let day = 1; day <= days; day++) {
    price *= Math.exp((random() - 0.5) / 20);
    const date = new Date(newest - (days - day) * 86_400_000).toISOString().slice(0, 10);
    chart.push({ date, price, volume: 1e6 * (0.5 + random()) });
  }
  return chart;
}

function write(folder, name, lines) {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}
