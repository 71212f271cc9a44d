import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Whole processes, timed in turns: what disturbs one disturbs all, so that their ratios hold on a busy machine. */

export const node = process.execPath;
export const program = resolve('bin/crypto-predict.js');
/** The yardstick: a Node.js process that does nothing. */
export const nothing = { argv: [node, '-e', '0'] };

/** Runs a command once; its wall time in milliseconds and its output. */
export function runOnce([command, ...args], { cwd, env = {} } = {}) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} exited with ${status}: ${stderr}`);
  return { milliseconds, stdout, stderr };
}

const REPORT_MEMORY =
  "data:text/javascript,process.on('exit',()=>process._rawDebug('peak%20'+process.resourceUsage().maxRSS))";

/** Runs a Node.js program once; its wall time in milliseconds and its peak memory in MiB. */
export function runMeasured(argv, options = {}) {
  const env = { ...options.env, NODE_OPTIONS: `--import=${REPORT_MEMORY}` };
  const run = runOnce(argv, { ...options, env });
  return { ...run, mebibytes: Number(/peak (\d+)/.exec(run.stderr)?.[1]) / 1024 };
}

/** Runs each command once a round, after what is to be done before it; returns the median milliseconds of each. */
export function runInTurns(commands, rounds = 11) {
  const times = commands.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, { argv, options, before }] of commands.entries()) {
      before?.();
      const { milliseconds } = runOnce(argv, options);
      // The first round warms the file cache.
      if (round > 0) times[i].push(milliseconds);
    }
  }
  return times.map(median);
}

export function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
}

export function median(values) {
  return quantile(values, 0.5);
}

/** Runs work with a new folder that is gone afterwards. */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'crypto-predict-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A budget of a time as a multiple of `node -e 0`, held against what was measured. */
export function ratioBudget(what, limit, { milliseconds, bare, note = '' }) {
  const ratio = milliseconds / bare;
  const measured = `${ratio.toFixed(2)} × (${milliseconds.toFixed(0)} ms${note})`;
  return { what, limit: `${limit} × node -e 0`, measured, holds: ratio <= limit };
}
