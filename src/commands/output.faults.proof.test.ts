import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coingeckoServer, json, marketChart } from '../testing/coingecko-server.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, environment, program, type Sandbox } from '../testing/run-program.ts';
import { key, startInTerminal } from '../tui/testing/terminal-session.ts';

const execute = promisify(execFile);
const TRAIN = ['train', '--source', 'bundled', '--quiet', '--optimizer', 'preconditioned'];
const CONTROL = /(?![\r\n\t])\p{Cc}/u;

/** A workspace with two runs, and the program under its own name on the path. */
let sandbox: Sandbox;
let shellEnv: Record<string, string>;
beforeAll(async () => {
  sandbox = await createSandbox();
  for (const l2 of ['1', '2']) {
    const { exitCode } = await runInProcess([...TRAIN, '--l2', l2], { workspace: sandbox.workspace });
    expect(exitCode).toBe(0);
  }
  await symlink(program, join(sandbox.home, 'crypto-predict'));
  shellEnv = { ...environment(sandbox.home), PATH: `${sandbox.home}:${process.env.PATH}` };
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const shell = (command: string) =>
  execute('bash', ['-c', command], { cwd: sandbox.workspace, env: shellEnv });

/** Runs a command in a terminal of 20 columns with a variable set, against a server. */
const inTerminal = (variable: string, args: readonly string[], baseUrl: string) =>
  startInTerminal({
    columns: 20,
    rows: 24,
    env: { COINGECKO_BASE_URL: baseUrl },
    command: ['env', variable, process.execPath, program, ...args],
  });

describe('words from outside', () => {
  test('row 49: words of CoinGecko with ANSI, C1, bidirectional controls and a line break → one harmless line, as text and as JSON', async () => {
    const evil = { error: 'off\u001b[2J\u009b31m\u202e\nerror: two' };
    await using server = await coingeckoServer(json(evil, 400));
    for (const format of ['text', 'json']) {
      const { stderr } = await sandbox.run(['fetch', '--coin', 'dash', '--format', format], {
        env: { COINGECKO_BASE_URL: server.baseUrl },
      });
      expect(stderr).toMatch(/^[^\n]+\n$/);
      expect(stderr.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});

describe('a reader that leaves early', () => {
  test('row 51: | head -1 → quiet exit 0', async () => {
    const { stdout, stderr } = await shell(
      'crypto-predict features --source bundled --limit 330 | head -1; echo $' + '{PIPESTATUS[0]}',
    );
    expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(/^bitcoin in usd/), '0']);
    expect(stderr).toBe('');
  });

  test('row 51: 2>&1 >result | true → the work goes on to its end', async () => {
    const { stdout } = await shell(
      'crypto-predict train --coin bitcoin --optimizer preconditioned 2>&1 >result | true; cat result',
    );
    expect(stdout).toMatch(/^Saved {7}models\//m);
  });
});

describe('where nothing may be animated', () => {
  test.concurrent.each<[string, Record<string, string>]>([
    ['a pipe', {}],
    ['a pipe of 20 columns', { COLUMNS: '20' }],
    ['a pipe with TERM=dumb', { TERM: 'dumb' }],
    ['a pipe with NO_COLOR', { NO_COLOR: '1', TERM: 'xterm-256color' }],
  ])('row 52: %s → no escape sequence, no crash', async (_, env) => {
    await using server = await coingeckoServer([json({}, 429, { 'retry-after': '1' }), marketChart]);
    const settings = { env: { ...env, COINGECKO_BASE_URL: server.baseUrl } };
    const commands = [
      ['fetch', '--coin', 'solana', '--refresh'],
      ['runs'],
      ['runs', 'compare', 'previous', 'newest'],
      ['features', '--source', 'bundled'],
      ['--help'],
    ];
    const outputs = await Promise.all(commands.map((args) => sandbox.run(args, settings)));
    expect(outputs[0]?.stderr).toBe('rate limit: trying again in 1.0 s\n');
    for (const { exitCode, stdout, stderr } of outputs) {
      expect(exitCode).toBe(0);
      expect(stdout + stderr).not.toMatch(CONTROL);
    }
  });

  test.each(['TERM=dumb', 'NO_COLOR=1'])(
    'row 52: a terminal of 20 columns with %s → no escape sequence, no crash',
    async (variable) => {
      await using server = await coingeckoServer([json({}, 429, { 'retry-after': '1' }), marketChart]);
      const session = await inTerminal(variable, ['fetch', '--coin', 'solana'], server.baseUrl);
      expect(await session.exited).toBe(0);
      expect(session.output()).toContain('rate limit: trying again in 1.0 s');
      expect(session.output()).not.toMatch(CONTROL);
    },
  );

  test('row 52: no command on a terminal with TERM=dumb → the help, exit 2, no escape sequence', async () => {
    const session = await inTerminal('TERM=dumb', [], 'http://127.0.0.1:9');
    expect(await session.exited).toBe(2);
    expect(session.output()).toContain('Usage: crypto-predict');
    expect(session.output()).not.toMatch(CONTROL);
  });
});

describe('a wait for CoinGecko', () => {
  test('row 1: 429 on a terminal → counts down; Ctrl-C leaves one line and the cursor', async () => {
    await using server = await coingeckoServer(json({}, 429, { 'retry-after': '60' }));
    const session = await startInTerminal({
      columns: 80,
      rows: 24,
      env: { COINGECKO_BASE_URL: server.baseUrl },
      command: [process.execPath, program, 'fetch', '--coin', 'solana'],
    });
    const isCursorShown = () =>
      session.output().lastIndexOf('\u001b[?25h') >= session.output().lastIndexOf('\u001b[?25l');
    await session.until(/rate limit: trying again in 3\.\d s/);
    await session.until(/rate limit: trying again in 2\.\d s/);
    expect(isCursorShown()).toBe(false);
    await session.press(key.ctrlC);
    expect(await session.exited).toBe(130);
    await session.until('error: interrupted; nothing was changed');
    expect(session.lines().filter((line) => line !== '' && line !== '^C')).toHaveLength(1);
    expect(isCursorShown()).toBe(true);
  });
});
