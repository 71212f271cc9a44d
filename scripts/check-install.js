import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { printTable } from './tables.js';

/**
 * Packs the program, installs the tarball globally and runs it by npx in an empty folder, on this Node.js and on the
 * newest that the package registry offers, and prints what came of each step; ends with 1 where one failed.
 * `node scripts/check-install.js [a folder to keep the newest Node.js in]`
 */
const execute = promisify(execFile);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'crypto-predict-install-'));
const tarball = join(folder, `crypto-predict-${version}.tgz`);

/** Each takes how to run things there, and returns what it saw; it throws where that is wrong. */
const steps = {
  'npm install --global': async ({ run, prefix }) => {
    const before = performance.now();
    await run('npm', ['install', '--global', '--prefix', prefix, tarball]);
    return `${((performance.now() - before) / 1000).toFixed(1)} s`;
  },
  '--version': async ({ run }) => expected((await run('crypto-predict', ['--version'])).trim(), version),
  'train --coin bitcoin --offline': async ({ run }) => {
    const { rows, verdict } = JSON.parse(
      await run('crypto-predict', ['train', '--coin', 'bitcoin', '--offline', '--format', 'json']),
    );
    return `${rows.train} rows, ${verdict.replaceAll('_', ' ')}`;
  },
  'predict --json': async ({ run, workspace }) => {
    writeFileSync(join(workspace, 'input.json'), JSON.stringify(newestRow(workspace)));
    const args = ['predict', '--json', 'input.json', '--format', 'json'];
    return `P(up) ${JSON.parse(await run('crypto-predict', args)).probability}`;
  },
  'the session, in a terminal': ({ env, workspace }) => inTerminal('crypto-predict', { env, cwd: workspace }),
  'npx in an empty folder': async ({ run, env }) => {
    const cwd = mkdtempSync(join(folder, 'empty-'));
    const command = ['crypto-predict', 'train', '--coin', 'bitcoin', '--offline'];
    const said = await run('npx', ['--yes', `--package=${tarball}`, '--', ...command], { cwd, env });
    return expected(/^Saved +models\//m.test(said) && readdirSync(cwd).toSorted().join(', '), 'data, models');
  },
  'npm uninstall --global': async ({ run, prefix }) => {
    await run('npm', ['uninstall', '--global', '--prefix', prefix, 'crypto-predict']);
    return expected(readdirSync(join(prefix, 'bin')).join(), '');
  },
};

try {
  await execute('npm', ['pack', '--pack-destination', folder]);
  const nodes = [process.execPath, await newestNode(process.argv[2] ?? join(folder, 'newest'))];
  const columns = [];
  for (const node of nodes) columns.push(await checked(node));
  const names = nodes.map((node) => spawnSync(node, ['--version']).stdout.toString().trim());
  printTable([
    ['', ...names],
    ...Object.keys(steps).map((step, i) => [step, ...columns.map((each) => each[i])]),
  ]);
  if (columns.flat().some((seen) => seen.startsWith('FAILED'))) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What each step saw, on a Node.js. */
async function checked(node) {
  const place = mkdtempSync(join(folder, 'node-'));
  const [prefix, workspace] = [join(place, 'prefix'), join(place, 'workspace')];
  for (const each of [prefix, workspace]) mkdirSync(each);
  const path = [join(prefix, 'bin'), dirname(node), process.env.PATH].join(delimiter);
  const { CI: _, ...outer } = process.env;
  const env = {
    ...outer,
    PATH: path,
    HOME: place,
    XDG_CONFIG_HOME: place,
    npm_config_update_notifier: 'false',
  };
  const settings = { cwd: workspace, env };
  const run = async (command, args, where = settings) => (await execute(command, args, where)).stdout;
  const seen = [];
  for (const step of Object.values(steps)) {
    seen.push(await step({ run, env, prefix, workspace }).catch((error) => `FAILED: ${firstLine(error)}`));
  }
  return seen;
}

/** The newest Node.js that the registry has for this machine, which comes as a package of its own. */
async function newestNode(home) {
  const name = `node-${process.platform}-${process.arch}`;
  await execute('npm', ['install', '--prefix', home, '--no-save', '--ignore-scripts', `${name}@latest`]);
  return resolve(home, 'node_modules', name, 'bin', 'node');
}

/** Starts the session in a terminal, sees its first screen, and leaves. */
function inTerminal(file, options) {
  return new Promise((done, fail) => {
    const pty = spawn(file, [], { cols: 100, rows: 30, ...options });
    const late = setTimeout(() => pty.kill('SIGKILL'), 20_000);
    let output = '';
    pty.onData((data) => {
      const hadBegun = output.includes('sample');
      output += data;
      if (!hadBegun && output.includes('sample')) pty.write('q');
    });
    pty.onExit(({ exitCode, signal }) => {
      clearTimeout(late);
      if (exitCode === 0 && !signal) done('shown, left with 0');
      else fail(new Error(`ended with ${signal || exitCode}`));
    });
  });
}

function newestRow(workspace) {
  const file = join(workspace, 'data/features/bitcoin_usd_365d_features.csv');
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const cells = lines.at(-1).split(',');
  return Object.fromEntries(
    header
      .split(',')
      .map((name, i) => [name, Number(cells[i])])
      .slice(1, -1),
  );
}

function expected(seen, wanted) {
  if (seen !== wanted) throw new Error(`${seen} where ${wanted} is expected`);
  return seen === '' ? 'nothing is left' : seen;
}

function firstLine(error) {
  return `${error.stderr || error.message}`.trim().split('\n')[0];
}
