import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from '../load-source.js';
import { simulateChart } from './chart.js';
import { node, program, runMeasured, runOnce, withFolder } from './harness.js';

const PLACEBOS = 199;
const [DAYS, FEW, MANY, MOST] = [2000, 20, 100, 1000];

/**
 * The budgets of signals and of many coins, whole processes beside one evaluation: `test` with all its placebos over a
 * long history, and coins of 2,000 days, up to a thousand of them.
 */
export function measure(chart) {
  return withFolder(async (folder) => [...placebosOf(chart, folder), ...(await coinsIn(folder))]);
}

function placebosOf(chart, folder) {
  const cwd = join(folder, 'signal');
  mkdirSync(cwd);
  const signal = join(folder, 'planted.csv');
  writeFileSync(signal, plantedIn(chart));
  runOnce([node, program, 'signals', 'import', signal], { cwd });
  const market = ['--coin', 'bitcoin', '--from', chart, '--feature-set', 'market', '--quiet'];
  const one = runOnce([node, program, 'evaluate', ...market], { cwd });
  const test = runOnce([node, program, 'test', 'planted', ...market, '--format', 'json'], { cwd });
  const [{ rows, placebo }] = JSON.parse(test.stdout).coins;
  if (placebo?.shifts !== PLACEBOS) throw new Error('the placebos were left out: nothing was measured');
  const what = `test, ${PLACEBOS} placebos, market, ${rows.usable.toLocaleString('en-US')} rows`;
  return [timesOne(what, 60, { one, run: test })];
}

/** A signal that says something of tomorrow, and not so much that it decides without placebos. */
function plantedIn(chart) {
  const days = csvOf(chart);
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
  const lines = days.slice(2).map(({ price }, i) => {
    const [before, today] = [days[i], days[i + 1]];
    return `${before.date},${(price > today.price ? 0.06 : -0.06) + random() + random() + random() - 1.5}`;
  });
  return ['date,planted', ...lines].join('\n');
}

function csvOf(chart) {
  const [head, ...lines] = readLines(chart);
  const names = head.split(',');
  const [date, price] = [names.findIndex((name) => /date|snapped_at/.test(name)), names.indexOf('price')];
  return lines.map((line) => {
    const cells = line.split(',');
    return { date: cells[date].slice(0, 10), price: Number(cells[price]) };
  });
}

function readLines(path) {
  return readFileSync(path, 'utf8').trim().split(/\r?\n/);
}

async function coinsIn(folder) {
  const cwd = join(folder, 'coins');
  mkdirSync(cwd);
  const names = Array.from({ length: MOST }, (_, i) => `coin-${String(i).padStart(4, '0')}`);
  await store(names, simulateChart(folder, DAYS), cwd);
  const evaluate = (count) => {
    rmSync(join(cwd, 'data', 'ledger.jsonl'), { force: true });
    const coins = names.slice(0, count).join();
    const argv = [node, program, 'evaluate', '--coin', coins, '--source', 'cache', '--offline', '--quiet'];
    return runMeasured(argv, { cwd });
  };
  evaluate(1);
  const [one, few, many, most] = [1, FEW, MANY, MOST].map(evaluate);
  const growth = many.milliseconds / few.milliseconds / (MANY / FEW);
  return [
    timesOne(`evaluate, ${MANY} coins of 2,000 days`, 60, { one, run: many }),
    {
      what: `the same beside ${FEW} coins`,
      limit: '1.1 × linear',
      measured: `${growth.toFixed(2)} × linear`,
      holds: growth <= 1.1,
    },
    ...[
      [MANY, many],
      [MOST, most],
    ].map(([count, { mebibytes }]) => ({
      what: `memory, ${count.toLocaleString('en-US')} coins`,
      limit: '250 MiB',
      measured: `${mebibytes.toFixed(0)} MiB`,
      holds: mebibytes < 250,
    })),
  ];
}

/** Imports one file as the days of many coins. */
async function store(coins, file, root) {
  const { importFile, listen } = await loadSource('async', 'market-data/import-file');
  const context = {
    workspace: { root },
    now: () => new Date('2026-01-31T12:00:00Z'),
    signal: new AbortController().signal,
    env: {},
    stdin: async function* () {},
    coingecko: () => Promise.reject(new Error('a bench has no network')),
  };
  for (const coin of coins) await listen(importFile({ coin, vsCurrency: 'usd', file }, context));
}

function timesOne(what, limit, { one, run }) {
  const ratio = run.milliseconds / one.milliseconds;
  const measured = `${ratio.toFixed(1)} × (${(run.milliseconds / 1000).toFixed(1)} s)`;
  return { what, limit: `${limit} × one evaluate`, measured, holds: ratio <= limit };
}
