import { spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createSandbox, environment, program, type Sandbox } from '../testing/run-program.ts';

interface OnTerminal {
  readonly type: (keys: string) => void;
  /** Waits until the screen shows a text. */
  readonly see: (text: string | RegExp) => Promise<void>;
  readonly screen: () => string;
  readonly isCursorShown: () => boolean;
  readonly exitCode: Promise<number>;
}

/** Runs the program on a terminal of 80 columns and 24 rows. */
function onTerminal(sandbox: Sandbox, args: readonly string[], baseUrl = 'http://127.0.0.1:9'): OnTerminal {
  const size = { cols: 80, rows: 24 };
  const terminal = new Terminal({ ...size, allowProposedApi: true });
  const env = { ...environment(sandbox.home), TERM: 'xterm-256color', COINGECKO_BASE_URL: baseUrl };
  const child = spawn(process.execPath, [program, ...args], { ...size, cwd: sandbox.workspace, env });
  let output = '';
  child.onData((data) => {
    output += data;
    terminal.write(data);
  });
  const screen = () => {
    const { active } = terminal.buffer;
    const lines = Array.from(
      { length: size.rows },
      (_, i) => active.getLine(i)?.translateToString(true) ?? '',
    );
    return lines.join('\n').trimEnd();
  };
  return {
    type: (keys) => child.write(keys),
    see: (text) => vi.waitFor(() => expect(screen()).toMatch(text), { timeout: 10_000, interval: 20 }),
    screen,
    isCursorShown: () => output.lastIndexOf('\u001b[?25h') >= output.lastIndexOf('\u001b[?25l'),
    exitCode: new Promise((resolve) => child.onExit(({ exitCode }) => resolve(exitCode))),
  };
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
  const args = ['train', '--source', 'bundled', '--quiet', '--optimizer', 'preconditioned'];
  expect((await sandbox.run(args)).exitCode).toBe(0);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

describe('runs remove', () => {
  test.each([
    ['n\r', 0, 'Nothing was removed'],
    ['\r', 0, 'Nothing was removed'],
    [CTRL_D, 0, 'Nothing was removed'],
    [CTRL_C, 130, 'error: interrupted; nothing was changed'],
  ])('asks first, and %j removes nothing', async (keys, exitCode, said) => {
    const before = await sandbox.snapshot();
    const terminal = onTerminal(sandbox, ['runs', 'remove', 'newest']);
    await terminal.see('for good? [y/N]');
    terminal.type(keys);
    expect(await terminal.exitCode).toBe(exitCode);
    await terminal.see(said);
    expect(await sandbox.snapshot()).toEqual(before);
  });

  test('removes the run after a yes, and its coin has none in use then', async () => {
    const terminal = onTerminal(sandbox, ['runs', 'remove', 'newest']);
    await terminal.see('for good? [y/N]');
    terminal.type('y\r');
    expect(await terminal.exitCode).toBe(0);
    await terminal.see('is removed');
    expect(Object.keys(await sandbox.snapshot()).filter((name) => name.startsWith('models/'))).toEqual([
      'models/current.json',
    ]);
  });

  test('without a terminal needs --yes', async () => {
    const { exitCode, stderr } = await sandbox.run(['runs', 'remove', 'any']);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/no terminal to ask on; add --yes/)]);
  });
});
