import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Whole processes, timed in turns: what disturbs one disturbs all, so that their ratios hold on a busy machine. */

export const program = resolve('bin/crypto-predict.js');
export const shared = resolve('../shared');

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

/** The peak memory of a Node.js process in MiB. */
export function peakMemory(argv, options = {}) {
  const env = { ...options.env, NODE_OPTIONS: `--import=${REPORT_MEMORY}` };
  const { stderr } = runOnce(argv, { ...options, env });
  return Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
}

/** Runs each command once a round, and returns the median time of each in milliseconds. */
export function runInTurns(commands, rounds = 15) {
  const runs = commands.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, { argv, options }] of commands.entries()) {
      const run = runOnce(argv, options);
      // The first round warms the file cache.
      if (round > 0) runs[i].push(run);
    }
  }
  return runs.map((each) => median(each.map(({ milliseconds }) => milliseconds)));
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
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

/** Prints rows of [what, budget, measured, whether it holds] under a title. */
export function printBudgets(title, rows) {
  const cells = [
    ['what', 'budget', 'measured', ''],
    ...rows.map(([what, budget, measured, holds]) => [what, budget, measured, holds ? 'holds' : 'EXCEEDED']),
  ];
  const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  console.log(`\n${title}`);
  for (const row of cells)
    console.log(`  ${row.map((cell, i) => cell.padEnd(widths[i])).join('  ')}`.trimEnd());
}
