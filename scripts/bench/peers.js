import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { median, node, program, runMeasured, runOnce, withFolder } from './harness.js';
import { sklearnCommand } from './peers/sklearn.js';
import { fitAlone, trainingRows } from './training.js';

const TITLES = ['who', 'work', 'time', 'memory', 'gap', 'test log loss', 'what it lacks'];
const FIT = join(import.meta.dirname, 'peers', 'fit.js');
const ROUNDS = 3;
/**
 * What a user could take instead, on the same rows of the classic features: whole pipelines from a CSV to test
 * metrics, then the fit alone, each in a fresh process, in turns. The gap is how far above the least value of the
 * objective it ended. Who is not installed is named with what would install it.
 */
export function comparePeers(chart) {
  return withFolder(async (folder) => {
    const fit = await fitAlone(folder);
    const short = prepare({
      folder,
      fit,
      name: '365 days',
      csv: 'data/bundled/bitcoin_usd.csv',
      days: '365',
    });
    const long = prepare({ folder, fit, name: 'long chart', csv: chart, days: 'max' });
    const contestants = [
      ...[short, long].flatMap((market) => [
        pipeline(market),
        sklearn(market, 'whole process', ({ milliseconds }) => milliseconds),
        ownFit(market, '1', 'nesterov'),
        ownFit(market, '1', 'preconditioned'),
        sklearn(market, 'fit alone, l2 1', ({ fit_milliseconds }) => fit_milliseconds),
      ]),
      packageFit(short, {
        who: 'js-regression',
        l2: '1',
        epochs: 10_000,
        lacks: 'unpenalised intercept, end',
      }),
      packageFit(short, { who: '@tensorflow/tfjs', l2: '1', epochs: 1_000, lacks: '64 bits, end' }),
      ownFit(short, '0', 'preconditioned'),
      packageFit(short, {
        who: 'ml-logistic-regression',
        l2: '0',
        epochs: 10_000,
        lacks: 'penalty, intercept, probabilities, end',
      }),
    ];
    const runs = contestants.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { run }] of contestants.entries()) if (run) runs[i].push(run());
    }
    return [TITLES, ...contestants.map((contestant, i) => rowOf(contestant, runs[i]))];
  });
}

/** A chart as every contestant is given it, and the least objective with and without penalty. */
function prepare({ folder, fit, name, csv, days }) {
  const flags = ['--coin', 'bitcoin', '--from', resolve(csv), '--days', days];
  const { train, test } = trainingRows(folder, flags);
  const file = join(folder, `rows-${days}.json`);
  writeFileSync(file, JSON.stringify(train));
  const argv = (l2, optimizer, tolerance) => fit(file, l2, optimizer, tolerance);
  const judged = (fitted, l2) => ({
    ...fitted,
    objective: totalLoss(train, fitted) + (l2 / 2) * fitted.weights.reduce((sum, w) => sum + w * w, 0),
    logLoss: totalLoss(test, fitted) / test.labels.length,
  });
  const least = (l2) => judged(parsed(runOnce(argv(l2, 'preconditioned', '1e-13'))), l2).objective;
  const counts = { train: train.labels.length, test: test.labels.length };
  return { name, flags, folder, file, argv, judged, counts, least: { 0: least('0'), 1: least('1') } };
}

function pipeline({ name, flags, folder, least }) {
  const argv = [node, program, 'train', ...flags, '--format', 'json', '--quiet'];
  return {
    who: 'crypto-predict',
    work: `${name}, whole process`,
    least: least[1],
    lacks: '',
    run: () => {
      const measured = runMeasured(argv, { cwd: folder });
      const { optimizer, metrics } = parsed(measured);
      return { ...measured, objective: optimizer.objective, logLoss: metrics.test.log_loss };
    },
  };
}

function sklearn({ name, flags: [, , , csv, , days], counts, least }, what, timeOf) {
  const who = 'scikit-learn';
  const work = `${name}, ${what}`;
  const lacks = what === 'whole process' ? 'fetching, saving, intervals, baselines, verdict' : '';
  if (sklearnCommand === undefined) return { who, work, missing: 'Debian: python3-sklearn python3-pandas' };
  const run = () => {
    const whole = runOnce(sklearnCommand(csv, days));
    const said = { milliseconds: whole.milliseconds, ...parsed(whole) };
    if (!isDeepStrictEqual(said.rows, counts))
      throw new Error(`${who} has other rows of ${name}: ${JSON.stringify([said.rows, counts])}`);
    return { ...said, milliseconds: timeOf(said), logLoss: said.log_loss };
  };
  return { who, work, least: least[1], lacks, run };
}

function ownFit({ name, argv, judged, least }, l2, optimizer) {
  return {
    who: `crypto-predict, ${optimizer}`,
    work: `${name}, fit alone, l2 ${l2}`,
    least: least[l2],
    lacks: '',
    run: () => {
      const measured = runMeasured(argv(l2, optimizer, '1e-8'));
      return { mebibytes: measured.mebibytes, ...judged(parsed(measured), l2) };
    },
  };
}

/** A package that does not notice when it has arrived is given its epochs, and 1/L as its learning rate. */
function packageFit({ name, file, argv, judged, least }, { who, l2, epochs, lacks }) {
  const work = `${name}, fit alone, l2 ${l2}, ${epochs} epochs`;
  if (!isInstalled(who)) return { who, work, missing: `npm i --no-save ${who}` };
  const { learningRate } = parsed(runOnce(argv(l2, 'nesterov', '1')));
  const run = () => {
    const measured = runMeasured([node, FIT, who, file, l2, `${learningRate}`, `${epochs}`]);
    return { mebibytes: measured.mebibytes, ...judged(parsed(measured), l2) };
  };
  return { who, work, least: least[l2], lacks, run };
}

function rowOf({ who, work, least, lacks, missing }, runs) {
  if (missing) return [who, work, '–', '–', '–', '–', `not installed (${missing})`];
  const { objective, logLoss, version = '' } = runs[0];
  return [
    `${who} ${version}`.trim(),
    work,
    `${median(runs.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`,
    `${median(runs.map(({ mebibytes }) => mebibytes)).toFixed(0)} MiB`,
    Math.max(0, objective - least).toExponential(0),
    logLoss.toFixed(6),
    lacks,
  ];
}

/** Σ log(1 + exp(z)) − y·z */
function totalLoss({ rows, labels }, { weights, intercept }) {
  return rows.reduce((sum, row, i) => {
    const z = row.reduce((dot, x, j) => dot + x * weights[j], intercept);
    return sum + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i] * z;
  }, 0);
}

function parsed({ stdout }) {
  return JSON.parse(stdout);
}

function isInstalled(name) {
  try {
    return Boolean(import.meta.resolve(name));
  } catch {
    return false;
  }
}
