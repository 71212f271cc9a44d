import { execFileSync } from 'node:child_process';

/** Tests that run the built program run what is in `src/` now. */
export function setup() {
  execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' });
}
