import { join } from 'node:path';
import { runOnce } from '../harness.js';

const PYTHON = '/usr/bin/python3';

/** The command that does the same work by scikit-learn; undefined where that is not installed. */
export const sklearnCommand = isInstalled()
  ? (csv, days) => [PYTHON, join(import.meta.dirname, 'sklearn_pipeline.py'), csv, days]
  : undefined;

function isInstalled() {
  try {
    return Boolean(runOnce([PYTHON, '-c', 'import sklearn, pandas']));
  } catch {
    return false;
  }
}
