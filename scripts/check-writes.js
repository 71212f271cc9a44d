import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSource } from './load-source.js';
import { printTable } from './tables.js';
import { commands } from './writes/commands.js';
import { askServer, leadSession } from './writes/live.js';
import { changedPaths, TRACED } from './writes/strace.js';

/**
 * `node scripts/check-writes.js`: runs every command, the server and the session under strace, and prints every path
 * that they opened for writing, made, renamed, removed or changed the rights of. Ends with 1 where one is neither in
 * the workspace, nor in the folder of the preferences, nor a device. Needs strace and the program built.
 */
const program = join(import.meta.dirname, '..', 'bin', 'crypto-predict.js');
const { coingeckoServer, marketChart } = await loadSource('testing/coingecko-server');
const server = await coingeckoServer(marketChart);
const root = mkdtempSync(join(tmpdir(), 'crypto-predict-writes-'));
const [cwd, home, log] = [join(root, 'workspace'), join(root, 'home'), join(root, 'log')];
/** All that a program may think is its own, so that whatever it takes is seen. */
const folders = { HOME: home, TMPDIR: join(home, 'tmp') };
for (const kind of ['CONFIG', 'CACHE', 'DATA', 'STATE'])
  folders[`XDG_${kind}_HOME`] = join(home, kind.toLowerCase());
for (const folder of [cwd, ...Object.values(folders)]) mkdirSync(folder, { recursive: true });
// Files are reached by system calls of their own, which strace sees, and not through a ring in memory.
const env = { PATH: process.env.PATH, ...folders, COINGECKO_BASE_URL: server.baseUrl, UV_USE_IO_URING: '0' };
const traced = (args) => ['strace', '-f', '-y', '-o', log, ...TRACED, process.execPath, program, ...args];
const files = { 'DAYS.csv': join(root, 'days.csv'), 'VALUES.json': join(root, 'values.json') };
writeFileSync(files['DAYS.csv'], 'date,price,market_cap,total_volume\n2020-05-01,60000,1,1\n');
const prices = ['price', 'price_lag_1', 'price_lag_3', 'price_lag_7', 'price_sma_7', 'price_sma_30'];
const others = {
  market_cap: 1e8,
  total_volume: 1e6,
  price_volatility_14: 5,
  day_of_week: 0,
  month: 5,
  year: 2026,
};
const values = { ...Object.fromEntries(prices.map((name) => [name, 100])), ...others };
writeFileSync(files['VALUES.json'], JSON.stringify(values));
const PLACES = {
  workspace: new RegExp(`^${cwd}/`),
  preferences: new RegExp(`^${folders.XDG_CONFIG_HOME}/crypto-predict(/|$)`),
  devices: /^\/dev\/(null|tty|ptmx|pts\/\d+)$/,
};

try {
  const ran = [];
  for (const command of commands) ran.push({ command, ...(await trace(wordsOf(command), endOf)) });
  ran.push({ command: 'serve, asked', ...(await trace(['serve', '--port', '0'], askAndEnd)) });
  ran.push({ command: 'the session', ...(await traceSession()) });
  report(ran);
} finally {
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true, maxRetries: 20 });
}

/** The exit code of a command, and what it changed. */
async function trace(words, use) {
  const [file, ...args] = traced(words);
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  const ended = once(child, 'exit');
  await use(child);
  const [exitCode] = await ended;
  return { exitCode, paths: changedPaths(readFileSync(log, 'utf8'), cwd) };
}

async function endOf(child) {
  child.stderr.resume();
}

async function askAndEnd(child) {
  await askServer(child);
  // Strace itself lets no signal through; the process it follows is named first in its log.
  process.kill(Number(/^\d+/.exec(readFileSync(log, 'utf8'))[0]), 'SIGTERM');
}

async function traceSession() {
  const exitCode = await leadSession(traced([]), { csv: files['DAYS.csv'], cwd, env });
  return { exitCode, paths: changedPaths(readFileSync(log, 'utf8'), cwd) };
}

/** A command with the newest run and files of this check in their places. */
function wordsOf(command) {
  const runs = () =>
    readdirSync(join(cwd, 'models')).filter((name) => /-\d{8}-/.test(name) && !name.startsWith('.'));
  return command.split(' ').map((word) => files[word] ?? (word === 'RUN' ? runs().sort().at(-1) : word));
}

function placeOf(path) {
  const found = Object.entries(PLACES).find(([, place]) => place.test(path));
  return found?.[0] ?? 'elsewhere';
}

function report(ran) {
  const places = [...Object.keys(PLACES), 'elsewhere'];
  const rows = ran.map(({ command, exitCode, paths }) => [
    command,
    exitCode,
    ...places.map((place) => paths.filter((path) => placeOf(path) === place).length),
  ]);
  printTable([['command', 'exit', ...places], ...rows], 'Paths that were changed');
  const all = [...new Set(ran.flatMap(({ paths }) => paths))];
  for (const place of places) {
    const shown = new Set(all.filter((path) => placeOf(path) === place).map(generalised));
    if (shown.size > 0) console.log(`\n${place}\n\n  ${[...shown].toSorted().join('\n  ')}`);
  }
  const elsewhere = all.filter((path) => placeOf(path) === 'elsewhere');
  console.log(
    `\n${ran.length} commands traced, ${all.length} paths changed, ${elsewhere.length} of them elsewhere`,
  );
  process.exitCode = elsewhere.length > 0 ? 1 : 0;
}

/** A path without what is another in each run. */
function generalised(path) {
  return path
    .replace(root, '')
    .replace(/[a-z-]+-\d{8}-\d{6}-[0-9a-f]{6}(-\d+)?/, 'RUN')
    .replaceAll(/\.[0-9a-f]{8}\.partial/g, '.*.partial')
    .replace(/\d+-[0-9a-f]{8}-[0-9a-f]{8}$/, 'OWNER')
    .replace(/tmp-[0-9a-f]+$/, 'tmp-*');
}
