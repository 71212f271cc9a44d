import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { simulateChart, simulateYahoo } from './chart.js';
import {
  median,
  node,
  nothing,
  program,
  ratioBudget,
  runInTurns,
  runMeasured,
  runOnce,
  withFolder,
} from './harness.js';
import { sklearnCommand } from './peers/sklearn.js';
import { fitAlone, newestRow, trainingRows } from './training.js';

const BUNDLED = ['--coin', 'bitcoin', '--source', 'bundled'];
const BUNDLED_CSV = 'data/bundled/bitcoin_usd.csv';
const MEMORY = 120;

/** The budgets of the pipeline without a screen. */
export function measure(chart) {
  return withFolder(async (folder) => {
    const command = (...args) => ({ argv: [node, program, ...args], options: { cwd: folder } });
    const train = command('train', ...BUNDLED);
    runOnce(train.argv, train.options);
    writeFileSync(join(folder, 'input.json'), JSON.stringify(newestRow(folder)));
    const predict = command('predict', '--json', 'input.json');
    const sklearn = sklearnCommand ? [{ argv: sklearnCommand(resolve(BUNDLED_CSV), '365') }] : [];
    const yahoo = command('fetch', '--coin', 'dash', '--from', simulateYahoo(folder, 5_700), '--quiet');
    const importing = {
      ...yahoo,
      before: () => rmSync(join(folder, 'data', 'raw'), { recursive: true, force: true }),
    };
    const times = runInTurns([nothing, command('--version'), predict, train, importing, ...sklearn]);
    const [bare, version, prediction, training, imported, python] = times;
    const row = (what, limit, milliseconds) => ratioBudget(what, limit, { milliseconds, bare });
    const long = command('train', '--coin', 'bitcoin', '--from', chart, '--days', 'max', '--quiet');
    return [
      row('--version', 1.4, version),
      row('predict --json', 2.2, prediction),
      row('train, bundled 365 days', 6, training),
      row('fetch --from, 5,700 rows of Yahoo Finance', 4, imported),
      ...(python === undefined ? [] : [besideSklearn(training, python)]),
      peakMemory('… its peak memory', [train]),
      peakMemory('… on the long chart', new Array(5).fill(long)),
      ...(await trainingAlone(folder, chart)),
      costOfRows(folder),
    ];
  });
}

function besideSklearn(own, python) {
  const measured = `${own.toFixed(0)} ms, ${python.toFixed(0)} ms`;
  return { what: '… beside the same by scikit-learn', limit: 'faster', measured, holds: own < python };
}

/** The median peak memory of runs. */
function peakMemory(what, runs) {
  const mebibytes = median(runs.map(({ argv, options }) => runMeasured(argv, options).mebibytes));
  return {
    what,
    limit: `${MEMORY} MiB`,
    measured: `${mebibytes.toFixed(0)} MiB`,
    holds: mebibytes <= MEMORY,
  };
}

/** The fit alone to 1e-8, in a fresh process each time, beside node -e 0 in the same rounds. */
async function trainingAlone(folder, chart) {
  const fit = await fitAlone(folder);
  const cases = [
    { flags: BUNDLED, limit: 2 },
    { flags: ['--coin', 'bitcoin', '--from', chart, '--days', 'max'], limit: 8 },
  ];
  return cases.map(({ flags, limit }, i) => {
    const { train } = trainingRows(folder, flags);
    const file = join(folder, `rows-${i}.json`);
    writeFileSync(file, JSON.stringify(train));
    const [bare, alone] = [[], []];
    for (let round = 0; round < 9; round++) {
      bare.push(runOnce(nothing.argv).milliseconds);
      alone.push(JSON.parse(runOnce(fit(file)).stdout));
    }
    return ratioBudget(`training alone, ${train.labels.length.toLocaleString('en-US')} rows`, limit, {
      milliseconds: median(alone.map(({ milliseconds }) => milliseconds)),
      bare: median(bare),
      note: `, ${alone[0].epochs} epochs`,
    });
  });
}

/** What 3,000 days cost for each row over 365, and what 6,000 cost for each row over those. Prices begin in 2009. */
function costOfRows(folder) {
  const [few, many, most] = [365, 3_000, 6_000].map((days) => {
    const flags = ['--coin', `simulated-${days}`, '--from', simulateChart(folder, days), '--days', 'max'];
    const argv = [node, program, 'train', ...flags, '--epochs', '50', '--quiet'];
    const runs = [1, 2, 3, 4, 5].map(() => runOnce(argv, { cwd: folder }).milliseconds);
    return { days, milliseconds: median(runs) };
  });
  const perRow = (from, to) => ((to.milliseconds - from.milliseconds) / (to.days - from.days)) * 1000;
  const [first, second] = [perRow(few, many), perRow(many, most)];
  return {
    what: 'cost of a row, to 3,000 days and on to 6,000',
    limit: 'constant (within half)',
    measured: `${first.toFixed(0)} µs, ${second.toFixed(0)} µs`,
    holds: second <= 1.5 * first,
  };
}
