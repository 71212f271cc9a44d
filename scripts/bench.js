import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * `npm run bench [pipeline] [session] [server]`: every budget beside what was measured, paired in one run. Needs the
 * program built. The session's longest measurements take CoinGecko's CSV export of bitcoin, where it is at hand.
 */
const parts = process.argv.slice(2);
const long = '../shared/data/coingecko/btc-usd-max.csv';
const run = (part, ...args) => {
  if (parts.length > 0 && !parts.includes(part)) return;
  execFileSync(process.execPath, [`scripts/bench/${part}.js`, ...args], { stdio: 'inherit' });
};

run('pipeline');
run('session', ...(existsSync(long) ? [long] : []));
run('server');
