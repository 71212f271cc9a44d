/**
 * Measures the interactive session as a whole process in a pseudo-terminal, and prints a table. The training rows
 * are those of a CSV export of bitcoin: `node scripts/bench/session.js btc-usd-max.csv`. Builds nothing: run
 * `npm run build` before.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';

const program = resolve('bin/crypto-predict.js');
const csv = process.argv[2] && resolve(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'crypto-predict-bench-'));
const { CI: _, ...outer } = process.env;
const env = {
  ...outer,
  HOME: folder,
  XDG_CONFIG_HOME: folder,
  COINGECKO_BASE_URL: 'http://127.0.0.1:1',
  TERM: 'xterm-256color',
};
const command = (...args) =>
  execFileSync(process.execPath, [program, ...args], { cwd: folder, env, stdio: 'pipe' });
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
const rows = [];
const report = (what, measured, budget) => rows.push({ what, measured, budget });

function start(args = [program]) {
  const pty = spawn(process.execPath, args, { cols: 120, rows: 40, cwd: folder, env });
  let output = '';
  let seen = () => {};
  pty.onData((data) => {
    output += data;
    seen();
  });
  const exited = new Promise((done) => pty.onExit(done));
  /** Resolves with the time at which something new was written that contains a text, or anything at all. */
  const next = (text = '') => {
    const from = output.length;
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`${text} was not shown`)), 15_000);
      const look = () => {
        if (output.length === from || !output.slice(from).includes(text)) return;
        clearTimeout(late);
        seen = () => {};
        done(performance.now());
      };
      seen = look;
    });
  };
  return { pid: pty.pid, press: (keys) => pty.write(keys), next, exited };
}

async function press(session, keys, text) {
  const shown = session.next(text);
  const before = performance.now();
  session.press(keys);
  return (await shown) - before;
}

async function measureStart() {
  const [empty, frames] = [[], []];
  for (let i = 0; i < 11; i++) {
    let before = performance.now();
    await start(['-e', '0']).exited;
    empty.push(performance.now() - before);
    before = performance.now();
    const session = start();
    frames.push((await session.next('1 Data')) - before);
    await session.next('bundled');
    session.press('q');
    await session.exited;
  }
  const [base, frame] = [quantile(empty, 0.5), quantile(frames, 0.5)];
  report('first frame', `${frame.toFixed(0)} ms = ${(frame / base).toFixed(2)} × node -e 0`, '≤ 5 ×');
}

const cpuSeconds = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function measureIdle(session) {
  await pause(1500);
  const before = cpuSeconds(session.pid);
  await pause(5000);
  report('idle', `${(((cpuSeconds(session.pid) - before) / 5) * 100).toFixed(1)} % of a core`, '< 1 %');
}

async function measureKeys(session, what) {
  const times = [];
  for (let i = 0; i < 60; i++) {
    times.push(await press(session, '?', 'Keys of this screen'));
    times.push(await press(session, '\u001b', 'quit'));
    await pause(20);
  }
  report(
    `key to screen, ${what}`,
    `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms`,
    'p95 ≤ 50 ms',
  );
}

async function measureMemory(session) {
  const samples = [];
  await press(session, '3', '[3 Train]');
  for (let training = 1; training <= 10; training++) {
    await press(session, '\r', 'saved, in use');
    for (const digit of '451234512') await press(session, digit, `[${digit} `);
    await press(session, '3', '[3 ');
    if (training % 5 === 0) samples.push(memory(session.pid).toFixed(0));
  }
  report('memory after 5 and 10 trainings and 100 screens', `${samples.join(', ')} MiB`, '< 180 MiB, flat');
}

async function measureTraining() {
  const settings = { featureSet: 'classic', testSize: 0.2, l2: null, optimizer: 'gradient-descent' };
  const slow = { ...settings, learningRate: null, epochs: 6000, tolerance: 1e-15 };
  const session = JSON.stringify({ screen: 'train', days: 'max', settings: slow });
  command('config', 'set', 'coin', 'bitcoin');
  const preferences = command('config', 'path').toString().trim();
  writeFileSync(preferences, JSON.stringify({ ...JSON.parse(readFileSync(preferences, 'utf8')), session }));
  const flags = [
    '--days',
    'max',
    '--offline',
    '--optimizer',
    'gradient-descent',
    '--epochs',
    '6000',
    '--tolerance',
    '1e-15',
  ];
  const [silent, live] = [[], []];
  for (let i = 0; i < 3; i++) {
    const before = performance.now();
    command('train', '--coin', 'bitcoin', ...flags, '--quiet');
    silent.push(performance.now() - before);
    const session = start();
    await session.next('stored to');
    live.push(await press(session, '\r', 'saved, in use'));
    if (i === 0) {
      session.press('\r');
      await pause(300);
      await measureKeys(session, 'while 4,517 rows train');
      session.press('\u001b');
    }
    session.press('\u0003');
    await session.exited;
  }
  const [base, screen] = [quantile(silent, 0.5), quantile(live, 0.5)];
  report(
    'live training, 4,517 rows',
    `${(screen / 1000).toFixed(1)} s = ${(screen / base).toFixed(2)} × the command`,
    '≤ 1.5 ×',
  );
}

try {
  await measureStart();
  const session = start();
  await session.next('cannot be reached');
  await measureKeys(session, 'at rest');
  await measureIdle(session);
  await measureMemory(session);
  session.press('q');
  await session.exited;
  if (csv) {
    command('fetch', '--coin', 'bitcoin', '--from', csv);
    await measureTraining();
  }
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
