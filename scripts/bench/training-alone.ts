import { readFileSync } from 'node:fs';
import { listen } from '../../src/async.ts';
import { fit } from '../../src/learning/fit.ts';
import { optimizerNames } from '../../src/learning/optimizer-names.ts';
import type { TrainingRows } from '../../src/learning/training-rows.ts';
import { defaultSettings } from '../../src/run.ts';

/** Trains once on prepared rows, in this fresh process, and prints how long that alone took, and where it ended. */
const [file = '', l2 = '1', name = 'nesterov', tolerance = '1e-8'] = process.argv.slice(2);
const rows = JSON.parse(readFileSync(file, 'utf8')) as TrainingRows;
const optimizer = optimizerNames.find((each) => each === name) ?? 'nesterov';
const settings = { ...defaultSettings, optimizer, l2: Number(l2), tolerance: Number(tolerance) };
const start = performance.now();
const { last, learningRate } = await listen(fit(rows, settings));
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ milliseconds, epochs: last.epoch, learningRate, ...last.parameters }));
