import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { simulateChart } from './bench/chart.js';
import { withFolder } from './bench/harness.js';
import { printMarkdown, printTable } from './tables.js';

/**
 * `npm run bench -- [part…] [--chart FILE] [--markdown]`: every budget beside what was measured, each beside its
 * yardstick in the same run, and what others take for the same work. Ends with 1 where a budget is missed. Needs the
 * program built. The long market chart is simulated, or a CSV: CoinGecko's export of bitcoin.
 */
const budgeted = ['pipeline', 'session', 'evaluation', 'signals', 'server'];
/** Takes some minutes, so it is measured only where it is named. */
const named = ['hour'];
const parts = [...budgeted, ...named, 'peers'];
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { chart: { type: 'string' }, markdown: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((part) => !parts.includes(part));
if (unknown.length > 0)
  throw new Error(`there is no part ${unknown.join(', ')}: there are ${parts.join(', ')}`);

const isAsked = (part) => positionals.includes(part) || (positionals.length === 0 && !named.includes(part));
const print = values.markdown ? printMarkdown : printTable;

await withFolder(async (folder) => {
  // No preferences of whoever measures: a program that has some reads them.
  process.env.XDG_CONFIG_HOME = join(folder, 'no-preferences');
  const chart = values.chart === undefined ? simulateChart(folder) : resolve(values.chart);
  const budgets = [];
  for (const part of [...budgeted, ...named].filter(isAsked)) {
    process.stderr.write(`measuring: ${part}\n`);
    const { measure } = await import(`./bench/${part}.js`);
    budgets.push(...(await measure(chart)));
  }
  if (budgets.length > 0) {
    const rows = budgets.map(({ what, limit, measured, holds }) => [
      what,
      limit,
      measured,
      holds ? 'yes' : 'NO',
    ]);
    print([['what', 'budget', 'measured', 'met'], ...rows]);
  }
  if (isAsked('peers')) {
    process.stderr.write('measuring: peers\n');
    const { comparePeers } = await import('./bench/peers.js');
    console.log();
    print(await comparePeers(chart));
  }
  process.exitCode = budgets.every(({ holds }) => holds) ? 0 : 1;
});
