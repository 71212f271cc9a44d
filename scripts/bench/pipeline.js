import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import {
  median,
  peakMemory,
  printBudgets,
  program,
  runInTurns,
  runOnce,
  shared,
  withFolder,
} from './harness.js';

/** The budgets of the pipeline without a screen. */

const node = process.execPath;
const nothing = { argv: [node, '-e', '0'] };

await withFolder(async (folder) => {
  const command = (...args) => ({ argv: [node, program, ...args], options: { cwd: folder } });
  const trainBundled = command('train', '--coin', 'bitcoin', '--source', 'bundled');
  runOnce(trainBundled.argv, trainBundled.options);
  writeFileSync(join(folder, 'input.json'), JSON.stringify(newestRow(folder)));

  const commands = [nothing, command('--version'), command('predict', '--json', 'input.json'), trainBundled];
  const sklearn = join(shared, 'tools', 'sklearn_pipeline.py');
  const csv = join(shared, 'data', 'figures', 'bitcoin_usd.csv');
  const peer = peerPython();
  if (existsSync(sklearn) && peer) {
    commands.push({ argv: [peer, sklearn, csv, join(folder, 'sklearn'), '365'] });
  }
  const [bare, version, predict, train, python] = runInTurns(commands);
  const peak = peakMemory(trainBundled.argv, trainBundled.options);
  const times = (milliseconds) => milliseconds / bare;
  const ratio = (what, run, budget) => [
    what,
    `${budget} ×`,
    `${times(run).toFixed(2)} × (${run.toFixed(0)} ms)`,
    times(run) <= budget,
  ];
  printBudgets(`The pipeline, whole processes, beside node -e 0 (${bare.toFixed(0)} ms)`, [
    ratio('--version', version, 1.4),
    ratio('predict --json', predict, 2.2),
    ratio('train --coin bitcoin --source bundled', train, 6),
    ['… its peak memory', '120 MiB', `${peak.toFixed(0)} MiB`, peak <= 120],
    ...(python
      ? [
          [
            '… beside scikit-learn',
            'faster',
            `${train.toFixed(0)} ms, ${python.toFixed(0)} ms`,
            train < python,
          ],
        ]
      : []),
  ]);
  if (!python) console.log('  scikit-learn is absent (Debian: python3-sklearn python3-pandas): not compared');

  await benchTrainingAlone(folder);
  benchGrowth(folder);
});

/** The fit alone, in a fresh process each time, beside node -e 0 in the same rounds. */
async function benchTrainingAlone(folder) {
  const outfile = join(folder, 'training-alone.mjs');
  await build({
    entryPoints: ['scripts/bench/training-alone.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
  const cases = [{ name: '268 rows', csv: resolve('data/bundled/bitcoin_usd.csv'), days: '365', budget: 2 }];
  const long = join(shared, 'data', 'coingecko', 'btc-usd-max.csv');
  if (existsSync(long)) cases.push({ name: '4,517 rows', csv: long, days: 'max', budget: 8 });
  const rows = cases.map(({ name, csv, days, budget }, i) => {
    const file = join(folder, `rows-${i}.json`);
    writeFileSync(file, JSON.stringify(trainingRows(folder, csv, days)));
    const bare = [];
    const alone = [];
    for (let round = 0; round < 9; round++) {
      bare.push(runOnce(nothing.argv).milliseconds);
      alone.push(JSON.parse(runOnce([node, outfile, file]).stdout));
    }
    const milliseconds = median(alone.map((run) => run.milliseconds));
    const ratio = milliseconds / median(bare);
    return [
      `training alone, ${name}`,
      `${budget} ×`,
      `${ratio.toFixed(2)} × (${milliseconds.toFixed(0)} ms, ${alone[0].epochs} epochs)`,
      ratio <= budget,
    ];
  });
  printBudgets('Training alone to 1e-8, in a fresh process, beside node -e 0', rows);
}

/** Cost per row as charts grow: the tables and a training of a fixed number of epochs. */
function benchGrowth(folder) {
  const perRow = [365, 3_650, 36_500, 100_000].map((days) => {
    const file = join(folder, `walk-${days}.csv`);
    writeFileSync(file, simulatedCsv(days));
    const flags = ['--coin', 'simulated', '--from', file, '--days', 'max', '--epochs', '50', '--quiet'];
    const argv = [node, program, 'train', ...flags];
    const { milliseconds } = runOnce(argv, { cwd: folder });
    const mebibytes = peakMemory(argv, { cwd: folder });
    return { days, milliseconds, mebibytes };
  });
  const start = perRow[0].milliseconds;
  console.log('\nCost as the chart grows: train, 50 epochs, simulated days');
  for (const { days, milliseconds, mebibytes } of perRow) {
    const each =
      days === 365
        ? ''
        : `, ${(((milliseconds - start) / (days - 365)) * 1000).toFixed(0)} µs for each row over 365`;
    console.log(
      `  ${String(days).padStart(7)} days  ${milliseconds.toFixed(0)} ms, ${mebibytes.toFixed(0)} MiB${each}`,
    );
  }
}

function newestRow(folder) {
  const [header, ...lines] = readFileSync(join(folder, 'data/features/bitcoin_usd_365d_features.csv'), 'utf8')
    .trim()
    .split('\n');
  const cells = lines.at(-1).split(',');
  const named = header.split(',').map((name, i) => [name, Number(cells[i])]);
  return Object.fromEntries(named.slice(1, -1));
}

/** The scaled training rows of a CSV, by the program's own tables and model. */
function trainingRows(folder, csv, days) {
  const { stdout } = runOnce(
    [node, program, 'train', '--coin', 'bench', '--from', csv, '--days', days, '--format', 'json', '--quiet'],
    { cwd: folder },
  );
  const { rows, run } = JSON.parse(stdout);
  const { features, scaler } = JSON.parse(readFileSync(join(folder, run.path, 'model.json'), 'utf8'));
  const lines = readFileSync(join(folder, `data/features/bench_usd_${days}d_features.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const labelled = lines
    .map((line) => line.split(','))
    .filter((cells) => cells.at(-1) !== '')
    .slice(0, rows.train);
  return {
    labels: labelled.map((cells) => Number(cells.at(-1))),
    rows: labelled.map((cells) =>
      features.map((name, j) => {
        const scale = scaler.scales[name];
        return scale === 0 ? 0 : (Number(cells[j + 1]) - scaler.offsets[name]) / scale;
      }),
    ),
  };
}

function simulatedCsv(days) {
  let state = 42;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  let price = 100;
  const lines = ['date,price,market_cap,total_volume'];
  for (let day = 0; day < days; day++) {
    price *= Math.exp((random() - 0.5) / 20);
    lines.push(
      `${new Date((day - 80_000) * 86_400_000).toISOString().slice(0, 10)},${price},${price * 1e6},${1e6 * (0.5 + random())}`,
    );
  }
  return lines.join('\n');
}

/** A Python that has scikit-learn, or undefined. */
function peerPython() {
  return ['/usr/bin/python3', 'python3'].find((python) => {
    try {
      runOnce([python, '-c', 'import sklearn, pandas']);
      return true;
    } catch {
      return false;
    }
  });
}
