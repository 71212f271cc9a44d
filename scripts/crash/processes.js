import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

export const program = join(import.meta.dirname, '..', '..', 'bin', 'crypto-predict.js');

/** The folders that the program writes to. */
const WRITTEN = ['data', 'data/raw', 'data/processed', 'data/features', 'data/forecasts', 'models'];

/** Runs the built program to its end. */
export function run(args, place) {
  return start(args, place).ended;
}

/**
 * Runs the built program until it ends or its moment has come: so many milliseconds from its start, or from so many
 * changes of files, whoever makes them. Then it is killed; or, where `asleepMs` is given, stopped for so long and
 * woken, and it ends as it may. The end says how many changes were seen, and whether it was stopped.
 */
export async function runUntil({ change = 0, after, asleepMs }, args, place) {
  const { child, ended } = start(args, place);
  let [changes, timer, wasStopped] = [0, undefined, false];
  const stop = () => {
    wasStopped = child.kill('SIGSTOP');
    timer = setTimeout(() => child.kill('SIGCONT'), asleepMs);
  };
  const begin = () => {
    timer = setTimeout(asleepMs === undefined ? () => child.kill('SIGKILL') : stop, after);
  };
  if (change === 0) begin();
  const watchers = WRITTEN.map((folder) => join(place.workspace, folder))
    .filter((folder) => existsSync(folder))
    .map((folder) =>
      watch(folder, () => {
        changes += 1;
        if (changes === change) begin();
      }),
    );
  const end = await ended;
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  return { ...end, changes, wasStopped };
}

/** What a process of a place is told of its surroundings. */
export function environmentOf({ home, baseUrl }) {
  return { PATH: process.env.PATH, HOME: home, COINGECKO_BASE_URL: baseUrl };
}

/** Starts the built program; `ended` resolves with all that came of it. */
export function start(args, place) {
  const begun = performance.now();
  const child = spawn(process.execPath, [program, ...args], {
    cwd: place.workspace,
    env: environmentOf(place),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [[], []];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) =>
      resolve({
        pid: child.pid,
        exitCode,
        signal,
        milliseconds: performance.now() - begun,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
  });
  return { child, ended };
}
