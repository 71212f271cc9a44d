import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { node, program, runOnce } from './harness.js';

/** What a training is given, and the fit alone. */

/** Trains on a chart, and returns the scaled training and test rows, by the program's own table and model. */
export function trainingRows(folder, flags) {
  const argv = [node, program, 'train', ...flags, '--format', 'json', '--quiet'];
  const { rows, run } = JSON.parse(runOnce(argv, { cwd: folder }).stdout);
  const { scaler } = JSON.parse(readFileSync(join(folder, run.path, 'model.json'), 'utf8'));
  const { features, labelled } = featureTable(folder, flags.includes('max') ? 'max' : 365);
  const scaled = (value, name) =>
    scaler.scales[name] === 0 ? 0 : (value - scaler.offsets[name]) / scaler.scales[name];
  const part = (from, to) => ({
    labels: labelled.slice(from, to).map(({ target }) => target),
    rows: labelled.slice(from, to).map(({ values }) => values.map((value, j) => scaled(value, features[j]))),
  });
  return { train: part(0, rows.train), test: part(rows.train) };
}

/** The newest row with a target, as `predict` takes it. */
export function newestRow(folder) {
  const { features, labelled } = featureTable(folder, 365);
  return Object.fromEntries(features.map((name, j) => [name, labelled.at(-1).values[j]]));
}

/** The rows with a target of the feature table last written. */
function featureTable(folder, days) {
  const file = join(folder, `data/features/bitcoin_usd_${days}d_features.csv`);
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const labelled = lines
    .map((line) => line.split(','))
    .filter((cells) => cells.at(-1) !== '')
    .map((cells) => ({ values: cells.slice(1, -1).map(Number), target: Number(cells.at(-1)) }));
  return { features: header.split(',').slice(1, -1), labelled };
}

/** Bundles the fit alone, out of the code as it stands, and returns what runs it on a file of rows. */
export async function fitAlone(folder) {
  const outfile = join(folder, 'training-alone.mjs');
  await build({
    entryPoints: ['scripts/bench/training-alone.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
  return (file, ...settings) => [node, outfile, file, ...settings];
}
