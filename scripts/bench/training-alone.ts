import { readFileSync } from 'node:fs';
import { listen } from '../../src/async.ts';
import { fit } from '../../src/learning/fit.ts';
import type { TrainingRows } from '../../src/learning/objective.ts';
import { defaultSettings } from '../../src/run.ts';

/** Trains once on prepared rows, in this fresh process, and prints how long that alone took. */
const rows = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as TrainingRows;
const start = performance.now();
const { outcome, last } = await listen(fit(rows, { ...defaultSettings, l2: 1 }));
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ milliseconds, outcome, epochs: last.epoch, rows: rows.labels.length }));
