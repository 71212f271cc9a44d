import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../dates.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, environment, program, type Sandbox } from '../testing/run-program.ts';

const execute = promisify(execFile);

interface Help {
  readonly command: string;
  readonly text: string;
  readonly examples: readonly string[];
}

/** The help of a command and of all commands that it names. */
async function helpsOf(command: string): Promise<readonly Help[]> {
  const { stdout: text } = await runInProcess([...command.split(' ').filter(Boolean), '--help']);
  const [, listed = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(text) ?? [];
  const names = [...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name);
  const others = names.filter((name) => name !== 'help');
  const below = await Promise.all(others.map((name) => helpsOf(`${command} ${name}`.trim())));
  return [{ command, text, examples: text.match(/(?<=^ {2}\$ ).*/gm) ?? [] }, ...below.flat()];
}

const helps = await helpsOf('');

/** A workspace with two runs and a signal, and the program under its own name on the path. */
let furnished: Sandbox;
beforeAll(async () => {
  furnished = await createSandbox();
  const train = ['train', '--coin', 'bitcoin', '--offline', '--quiet', '--optimizer', 'preconditioned'];
  for (const l2 of ['1', '2']) expect((await furnished.run([...train, '--l2', l2])).exitCode).toBe(0);
  const mood = Array.from({ length: 700 }, (_, t) => `${addDays('2024-02-01', t)},${Math.sin(t)}`);
  const imported = await furnished.run(['signals', 'import', '-'], {
    stdin: ['date,mood', ...mood].join('\n'),
  });
  expect(imported.exitCode).toBe(0);
  await symlink(program, join(furnished.home, 'crypto-predict'));
});
afterAll(() => furnished[Symbol.asyncDispose]());

describe('the help', () => {
  test('names all commands, each with a help of its own', () => {
    expect(helps.length).toBeGreaterThan(24);
    expect(new Set(helps.map(({ text }) => text)).size).toBe(helps.length);
  });

  test.each(helps)('of crypto-predict $command fits 80 columns and ends with examples', ({ text }) => {
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toMatch(/\nExamples:\n( {2}\$ .*\n){2,3}$/);
  });

  test.each(helps)(
    'of crypto-predict $command has examples that run as they stand',
    async ({ command, examples }) => {
      await using sandbox = await createSandbox();
      await cp(furnished.workspace, sandbox.workspace, { recursive: true });
      const env = { ...environment(sandbox.home), PATH: `${furnished.home}:${process.env.PATH}` };
      const settings = { cwd: sandbox.workspace, env };
      for (const example of examples) {
        if (command === 'serve') await serves(example, settings);
        else await expect(execute('bash', ['-c', example], settings), example).resolves.toBeDefined();
      }
    },
  );
});

/** A server runs until it is told to end. Its port may be in use here, so it takes a free one. */
async function serves(example: string, settings: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) {
  const child = spawn('bash', ['-c', `${example} --port 0`], {
    ...settings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stderr) {
    said += chunk;
    if (said.includes('listening on')) break;
  }
  child.kill('SIGTERM');
  expect([await ended, said], example).toEqual([[143, null], expect.stringContaining('listening on')]);
}
