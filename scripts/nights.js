/**
 * Left alone: so many nights on a simulated clock, each with `fetch`, `predict`, `monitor` and `retrain` of so many
 * coins, against a server like CoinGecko that is busy, fails, breaks off and dawdles. The commands run as cron would
 * run them, in a process for each half of the coins, which share a workspace. Then files are held to what must be: a
 * forecast for every day and coin, each outcome settled once, the ledger and the decisions whole. Prints a table; ends
 * with 1 where a promise is broken.
 * `node scripts/nights.js [--nights 365] [--coins 20] [--seed 1] [--workspace DIR]`
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { loadSource } from './load-source.js';

const { values: options } = parseArgs({
  options: {
    nights: { type: 'string', default: '365' },
    coins: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    workspace: { type: 'string' },
    /** Which half of the coins, in a process of this one's own. */
    part: { type: 'string' },
  },
});
const nights = Number(options.nights);
const source = await loadSource(
  'cli',
  'dates',
  'evaluation/random',
  'testing/labelled-rows',
  'workspace/decisions',
  'workspace/forecast-log',
  'workspace/ledger',
  'workspace/runs',
);
const { addDays, dayNumber, main, seededRandom, utcDate } = source;

const DAY_MS = 86_400_000;
/** The first night; prices begin 500 days before. */
const FIRST_NIGHT = Date.parse('2026-03-01T00:30:00Z');
const FIRST_DAY = dayNumber(utcDate(FIRST_NIGHT)) - 500;
const PARTS = 2;
/** How many requests in a row may fail: fewer than the program tries. */
const MOST_FAULTS = 2;
const coins = Array.from(
  { length: Number(options.coins) },
  (_, i) => `coin-${String(i + 1).padStart(2, '0')}`,
);
const seeds = new Map(coins.map((coin, i) => [coin, 1000 * Number(options.seed) + i]));
const prices = new Map(coins.map((coin) => [coin, walkOf(500 + nights + 2, seededRandom(seeds.get(coin)))]));
const start = performance.now();
const root = options.workspace ?? (await mkdtemp(join(tmpdir(), 'nights-')));
let now = FIRST_NIGHT;
const failures = [];
const seconds = { train: 0, fetch: 0, predict: 0, monitor: 0, retrain: 0 };
const faults = { 429: 0, 500: 0, 'torn answer': 0, 'reset connection': 0, 'slow answer': 0 };
const failedInARow = new Map();
const random = seededRandom(Number(options.seed) + 17 * Number(options.part ?? 0));
const server = createServer(answer);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

if (options.part === undefined) {
  await Promise.all(Array.from({ length: PARTS }, (_, part) => playPart(String(part))));
  now = FIRST_NIGHT + nights * DAY_MS;
  const table = await judge();
  console.log('| what | found | right |\n| --- | --- | --- |');
  console.log(
    table.map(([what, found, isRight]) => `| ${what} | ${found} | ${isRight ? 'yes' : 'NO'} |`).join('\n'),
  );
  for (const failure of failures.slice(0, 10)) console.error(failure);
  if (table.some(([, , isRight]) => !isRight)) process.exitCode = 1;
  if (options.workspace === undefined) await rm(root, { recursive: true });
} else {
  await play(coins.filter((_, i) => i % PARTS === Number(options.part)));
  process.send({ failures, seconds, faults });
  process.disconnect();
}
server.closeAllConnections();
server.close();

/** Plays the nights of a part of the coins in a process of its own, and takes over what it counted. */
async function playPart(part) {
  const flags = Object.entries({ ...options, workspace: root, part }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  const child = fork(import.meta.filename, flags);
  const [[counted]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  failures.push(...counted.failures);
  for (const [name, time] of Object.entries(counted.seconds)) seconds[name] += time;
  for (const [name, count] of Object.entries(counted.faults)) faults[name] += count;
}

async function play(some) {
  await run('train', ['--coin', some.join(','), '--optimizer', 'preconditioned']);
  for (let night = 0; night < nights; night++) {
    now = FIRST_NIGHT + night * DAY_MS;
    await cycle(some);
    if (night % 30 === 29)
      console.error(`part ${options.part}: night ${night + 1} of ${nights}, ${minutes()} min`);
  }
  now += DAY_MS;
  await run('fetch', ['--coin', some.join(',')]);
}

/** What cron does of some coins in a night. */
async function cycle(some) {
  const flags = ['--coin', some.join(','), '--must-exist'];
  await run('fetch', flags.slice(0, 2));
  for (const coin of some) await run('predict', ['--coin', coin, '--must-exist']);
  await run('monitor', flags);
  await run('retrain', flags);
}

function minutes() {
  return ((performance.now() - start) / 60_000).toFixed(1);
}

/** Runs a command as cron does; keeps what it printed where it failed, or printed anything at all. */
async function run(command, flags, ...more) {
  const began = performance.now();
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end();
  const exitCode = await main({
    argv: [command, ...flags, '--quiet', ...more],
    env: { COINGECKO_BASE_URL: `http://127.0.0.1:${server.address().port}/api/v3` },
    cwd: root,
    stdin,
    stdout,
    stderr,
    now: () => new Date(now),
    signal: new AbortController().signal,
  });
  for (const stream of [stdout, stderr]) stream.end();
  const [printed, said] = [await text(stdout), await text(stderr)];
  seconds[command] += (performance.now() - began) / 1000;
  const isLoud = said !== '' || (printed !== '' && !more.includes('json'));
  if (exitCode !== 0 || isLoud)
    failures.push(`${utcDate(now)} ${command}: exit ${exitCode}: ${said}${printed}`);
  return printed;
}

/** Holds the files to what must be. */
async function judge() {
  const workspace = { root };
  const days = Array.from({ length: nights }, (_, night) => addDays(utcDate(FIRST_NIGHT), night));
  const counts = { forecasts: 0, settled: 0, right: 0, torn: 0 };
  for (const coin of coins) {
    const market = { coin, vsCurrency: 'usd' };
    const log = await source.readForecastLog(workspace, market);
    counts.torn += log.skipped.length;
    const made = days.filter(
      (day) => log.forecasts.filter((each) => each.asOf === day && each.inUse).length === 1,
    );
    counts.forecasts += made.length;
    const report = JSON.parse(await run('monitor', ['--coin', coin, '--offline'], '--format', 'json'));
    counts.settled += report.forecasts.resolved;
    const outcomes = new Map(days.map((day) => [day, priceOn(coin, addDays(day, 1)) > priceOn(coin, day)]));
    const right = log.forecasts.filter(
      (each) => each.inUse && each.probability > 0.5 === outcomes.get(each.asOf),
    );
    if (Math.abs(right.length / nights - report.forecasts.accuracy) < 1e-9) counts.right += 1;
  }
  const ledger = await source.readLedger(workspace);
  const decisions = await source.readDecisions(workspace);
  const replaced = decisions.entries.filter(({ outcome }) => outcome === 'replaced').length;
  const { runs, damaged } = await source.listRuns(workspace);
  const leftovers = (await readdir(root, { recursive: true })).filter((name) =>
    /\.lock|\.partial|\.tmp/.test(name),
  );
  const whole = nights * coins.length;
  const bytes =
    (await stat(join(root, 'data', 'ledger.jsonl'))).size +
    (await readFile(join(root, 'models', 'decisions.jsonl'))).length;
  const each = Object.entries(seconds).map(([name, time]) => `${name} ${time.toFixed(0)} s`);
  return [
    ['commands that failed, or printed anything with --quiet', failures.length, failures.length === 0],
    [
      'days and coins with one forecast of the run in use',
      `${counts.forecasts} of ${whole}`,
      counts.forecasts === whole,
    ],
    ['outcomes settled once', `${counts.settled} of ${whole}`, counts.settled === whole],
    [
      'coins whose accuracy is that of their prices',
      `${counts.right} of ${coins.length}`,
      counts.right === coins.length,
    ],
    ['lines of logs that cannot be read', counts.torn, counts.torn === 0],
    [
      'evaluations in the ledger, the first by train; edited or torn',
      `${ledger.entries.length} of ${whole}, ${ledger.edited.length + ledger.unreadable.length}`,
      ledger.entries.length === whole && ledger.edited.length + ledger.unreadable.length === 0,
    ],
    [
      'decisions, none torn',
      `${decisions.entries.length} of ${whole}, ${decisions.skipped.length}; ${replaced} replaced`,
      decisions.entries.length === whole && decisions.skipped.length === 0,
    ],
    [
      'runs, none damaged',
      `${runs.length} of ${coins.length + replaced}, ${damaged.length}`,
      runs.length === coins.length + replaced && damaged.length === 0,
    ],
    ['locks and partial files left', leftovers.length, leftovers.length === 0],
    [
      'faults of the server',
      Object.entries(faults)
        .map(([name, count]) => `${count} × ${name}`)
        .join(', '),
      true,
    ],
    ['bytes of ledger and decisions', bytes.toLocaleString('en'), true],
    ['minutes, and where they went', `${minutes()}: ${each.join(', ')}`, Number(minutes()) <= 20],
  ];
}

/** Prices that wander by 3 % a day. */
function walkOf(days, random) {
  const normal = () => source.normal(random);
  let logPrice = Math.log(1 + 1000 * random());
  return Array.from({ length: days }, () => {
    logPrice += 0.03 * normal();
    return Math.exp(logPrice);
  });
}

function priceOn(coin, date) {
  return prices.get(coin)[dayNumber(date) - FIRST_DAY];
}

/** Answers as CoinGecko does, or fails: never oftener in a row for a coin than the program tries. */
function answer(request, response) {
  response.on('error', () => {});
  const url = new URL(request.url, 'http://localhost');
  const coin = /coins\/([^/]+)\/market_chart/.exec(url.pathname)?.[1];
  if (!prices.has(coin)) return response.writeHead(404).end('{}');
  const body = JSON.stringify(chartOf(coin, Number(url.searchParams.get('days'))));
  const kind =
    (failedInARow.get(coin) ?? 0) < MOST_FAULTS && random() < 0.05
      ? Object.keys(faults)[Math.floor(random() * 5)]
      : undefined;
  if (kind === undefined || kind === 'slow answer') failedInARow.delete(coin);
  else failedInARow.set(coin, (failedInARow.get(coin) ?? 0) + 1);
  if (kind !== undefined) faults[kind] += 1;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  if (kind === '429') return response.writeHead(429, { 'retry-after': '0' }).end('{}');
  if (kind === '500') return response.writeHead(500).end('{}');
  if (kind === 'reset connection') return request.socket.resetAndDestroy();
  response.writeHead(200, headers);
  if (kind === 'torn answer') return response.write(body.slice(0, body.length / 2), () => response.destroy());
  if (kind === 'slow answer') return setTimeout(() => response.end(body), 200);
  return response.end(body);
}

function chartOf(coin, days) {
  const today = Math.floor(now / DAY_MS);
  const known = Math.min(days, today - FIRST_DAY + 1);
  const dates = Array.from({ length: known }, (_, i) => today - known + 1 + i);
  const series = (value) =>
    [...dates, now / DAY_MS].map((day) => [
      day * DAY_MS,
      value(prices.get(coin)[Math.floor(day) - FIRST_DAY], day),
    ]);
  return {
    prices: series((price) => price),
    market_caps: series((price) => price * 1e6),
    total_volumes: series((price, day) => price * 1e4 * (1.5 + Math.sin(day))),
  };
}
