import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What takes a browser or a package of its own to see: the documentation page used, a generated client compiled and
 * run, a report opened. Trains a model in a temporary workspace and serves it.
 * `node scripts/check-browser.js [path of Chromium, /usr/bin/chromium]`
 */
const [chromium = '/usr/bin/chromium'] = process.argv.slice(2);
const program = join(import.meta.dirname, '..', 'bin', 'crypto-predict.js');
const workspace = await mkdtemp(join(tmpdir(), 'crypto-predict-check-'));
const start = (...args) => [process.execPath, [program, ...args, '--offline', '--workspace', workspace]];
const check = (title, script, ...args) => {
  console.log(`\n${title}`);
  execFileSync(process.execPath, [join(import.meta.dirname, script), ...args], { stdio: 'inherit' });
};

if (!existsSync(chromium))
  throw new Error(`there is no browser at ${chromium}; name one, or install chromium`);
execFileSync(...start('train', '--coin', 'bitcoin', '--quiet'));
const { paths } = JSON.parse(execFileSync(...start('report', '--format', 'json', '--quiet')));
const server = spawn(...start('serve', '--port', '0'), { stdio: ['ignore', 'ignore', 'pipe'] });
try {
  const [said] = await once(server.stderr, 'data');
  const [, url] = /listening on (http:[^"]+)/.exec(said) ?? [];
  server.stderr.resume();
  check('The documentation page', 'check-docs.js', url, chromium);
  check('A generated client', 'check-client.js', url);
  check('A report', 'check-report.js', join(workspace, paths.html), chromium);
} finally {
  server.kill();
  await rm(workspace, { recursive: true, force: true });
}
