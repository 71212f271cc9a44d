import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `node scripts/check-fresh.js [test files]`: what is committed, in a new clone: installed without anyone's install
 * scripts, type-checked, linted, built and tested; all of the suite where no test file is named.
 */
const clone = mkdtempSync(join(tmpdir(), 'crypto-predict-fresh-'));
const run = (command, args, cwd = clone) => execFileSync(command, args, { cwd, stdio: 'inherit' });
try {
  run('git', ['clone', '--quiet', '--no-hardlinks', process.cwd(), clone]);
  run('npm', ['ci', '--ignore-scripts']);
  for (const script of ['types', 'lint', 'build']) run('npm', ['run', '--ignore-scripts', script]);
  run('npm', ['test', '--ignore-scripts', '--', ...process.argv.slice(2)]);
} finally {
  rmSync(clone, { recursive: true, force: true });
}
