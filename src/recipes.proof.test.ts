import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './package-root.ts';
import { coingeckoServer, marketChart } from './testing/coingecko-server.ts';
import { createSandbox, environment, program } from './testing/run-program.ts';
import { trainedServers } from './testing/server.ts';

const folder = join(packageRoot, 'docs/recipes');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name !== 'README.md' && name !== 'systemd');
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const execute = promisify(execFile);
const trainedServer = trainedServers();

describe('the recipes', () => {
  it('are all named in their README, and say what they are for', () => {
    const named = [...textOf('README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
    expect(named.toSorted()).toEqual(files.toSorted());
  });

  it.each(files.filter((name) => name.endsWith('.sh')))(
    '%s is a script that a shell reads, and stops at a mistake',
    async (name) => {
      expect(textOf(name)).toMatch(/^#!\/bin\/sh\n# .*\n(#.*\n)*set -e?u\n/);
      await execute('sh', ['-n', join(folder, name)]);
    },
  );

  it('use commands and flags that there are', async () => {
    await using sandbox = await createSandbox();
    const lines = files.flatMap((name) => textOf(name).split('\n'));
    const used = lines.flatMap((line) => [
      ...line.matchAll(/(?<![/\w.-])crypto-predict ([a-z]+)((?: [^|&>;`)]*)?)/g),
    ]);
    const commands = new Map<string, Set<string>>();
    for (const [, command = '', rest = ''] of used) {
      const flags = [...rest.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
      commands.set(command, new Set([...(commands.get(command) ?? []), ...flags]));
    }
    for (const known of ['serve', 'fetch', 'predict', 'monitor', 'retrain'])
      expect([...commands.keys()]).toContain(known);
    for (const [command, flags] of commands) {
      const { stdout, exitCode } = await sandbox.run([command, '--help']);
      expect({ command, exitCode }).toEqual({ command, exitCode: 0 });
      for (const flag of flags) expect(`${command}: ${stdout}`).toContain(flag);
    }
  });

  it('ask for figures that a server gives', async () => {
    const { url } = await trainedServer();
    const given = await (await fetch(`${url}/metrics`)).text();
    const asked = [...textOf('alerts.yml').matchAll(/crypto_predict_\w+/g)].map(([name]) => name);
    expect(asked.length).toBeGreaterThan(5);
    for (const name of asked) expect(given).toContain(`# TYPE ${name} `);
    expect(given).toContain('status="damaged"');
  });

  it('have a server that is asked where it listens, by every proxy', () => {
    const port = /serve .*--port (\d+)/.exec(textOf('systemd/crypto-predict.service'))?.[1];
    for (const name of ['Caddyfile', 'nginx.conf', 'prometheus.yml', 'compose.yaml']) {
      expect(textOf(name)).toContain(`127.0.0.1:${port}`);
    }
    const host = /--allow-host (\S+)/.exec(textOf('systemd/crypto-predict.service'))?.[1] ?? '-';
    for (const name of ['Caddyfile', 'nginx.conf']) expect(textOf(name)).toContain(host);
  });

  it('have containers that may do no more than the one of the repository, in the same workspace', () => {
    const bounds =
      /^ *(name: .*|init: true|read_only: true|- ALL|- no-new-privileges:true|(pids|mem)_limit: .*)$/gm;
    const boundsOf = (text: string) => (text.match(bounds) ?? []).map((line) => line.trim());
    const [own, recipe] = [readFileSync(join(packageRoot, 'compose.yaml'), 'utf8'), textOf('compose.yaml')];
    expect(boundsOf(own)).toHaveLength(7);
    expect(boundsOf(recipe)).toEqual(boundsOf(own));
    // The check of the image asks a server, which the nightly run has not.
    expect(recipe).toMatch(/ {2}nightly:\n(.*\n)* {4}healthcheck:\n {6}disable: true\n/);
  });

  it('have sections and keys that systemd has', () => {
    for (const name of files.filter((each) => each.startsWith('systemd/'))) {
      for (const line of textOf(name).split('\n')) {
        expect(line).toMatch(/^(#.*|\[(Unit|Service|Timer|Install)\]|[A-Z]\w+=.*|)$/);
      }
    }
  });
});

it('the nightly run, a backup and its restoration work as they stand', async () => {
  await using sandbox = await createSandbox();
  await using coingecko = await coingeckoServer(marketChart);
  const { workspace, home } = sandbox;
  const bin = join(home, 'bin');
  await mkdir(bin);
  await symlink(program, join(bin, 'crypto-predict'));
  await chmod(program, 0o755);
  const env = {
    ...environment(home),
    PATH: `${bin}:${process.env.PATH}`,
    COINGECKO_BASE_URL: coingecko.baseUrl,
  };
  const sh = (name: string, ...args: readonly string[]) =>
    execute('sh', [join(folder, name), ...args], { cwd: workspace, env });
  await expect(sh('nightly.sh', 'bitcoin')).rejects.toMatchObject({ code: 5 });
  for (const coin of ['bitcoin', 'dogecoin'])
    await sandbox.run(['train', '--coin', coin, '--quiet'], { env });
  const night = await sh('nightly.sh', 'bitcoin,dogecoin').catch((error: { code: number }) => error);
  // 6 where features have drifted, as of simulated prices they may.
  expect('code' in night ? night.code : 0).toBeOneOf([0, 6]);
  for (const coin of ['bitcoin', 'dogecoin']) {
    expect((await sandbox.read(`data/forecasts/${coin}_usd.jsonl`)).trim().split('\n')).toHaveLength(1);
  }
  const { stdout } = await sh('backup.sh', join(home, 'backups'));
  expect(await readdir(join(home, 'backups'))).toHaveLength(1);
  const restored = await sh('restore.sh', stdout.trim(), join(home, 'restored'));
  expect(restored.stdout).toContain('dogecoin');
  await expect(sh('restore.sh', stdout.trim(), workspace)).rejects.toMatchObject({ code: 5 });
  expect(existsSync(join(home, 'restored', 'models/current.json'))).toBe(true);
});

it.each([
  ['reads all that the old one could', 1, 0],
  ['cannot read a run that the old one could', 2, 1],
  ['does not even start', 'none', 1],
])('an upgrade to a version that %s ends with the one that can be used', async (_, damaged, exitCode) => {
  await using sandbox = await createSandbox();
  const { workspace, home } = sandbox;
  const bin = join(home, 'bin');
  const installed = join(home, 'global', 'crypto-predict');
  for (const path of [bin, installed, join(workspace, 'data'), join(workspace, 'models')])
    await mkdir(path, { recursive: true });
  await writeFile(join(installed, 'damaged'), '1');
  // Two versions that say how many runs they cannot read, and what puts the second in the place of the first.
  const scripts = {
    'crypto-predict': `n=$(cat '${installed}/damaged')
if [ "$1" = --version ]; then echo "version of $n"; exit; fi
if [ "$n" = none ]; then exit 1; fi
node -p "JSON.stringify({ damaged: Array($n).fill('x') })"`,
    npm: `if [ "$1" = root ]; then echo '${join(home, 'global')}'; else printf '${damaged}' >'${installed}/damaged'; fi`,
  };
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const env = { ...environment(home), PATH: `${bin}:${process.env.PATH}`, BACKUPS: join(home, 'backups') };
  const ended = await execute('sh', [join(folder, 'upgrade.sh'), 'new.tgz'], { cwd: workspace, env }).then(
    () => ({ code: 0, stderr: '' }),
    (error: { code: number; stderr: string }) => error,
  );
  expect(ended.code).toBe(exitCode);
  expect(readFileSync(join(installed, 'damaged'), 'utf8')).toBe(exitCode === 0 ? String(damaged) : '1');
  if (exitCode === 1) expect(ended.stderr).toContain('going back to version of 1');
});
