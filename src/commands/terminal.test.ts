import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, program, type Sandbox } from '../testing/run-program.ts';
import { key, startInTerminal } from '../tui/testing/terminal-session.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
  const args = ['train', '--source', 'bundled', '--quiet', '--optimizer', 'preconditioned'];
  expect((await runInProcess(args, { workspace: sandbox.workspace })).exitCode).toBe(0);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

/** Asks on a terminal to remove the newest run, and waits for the question. */
async function askToRemove() {
  const session = await startInTerminal({
    columns: 80,
    rows: 24,
    workspace: sandbox.workspace,
    command: [process.execPath, program, 'runs', 'remove', 'newest'],
  });
  await session.until('for good? [y/N]');
  return session;
}

describe('runs remove', () => {
  test.each([
    ['n\r', 0, 'Nothing was removed'],
    ['\r', 0, 'Nothing was removed'],
    [key.ctrlD, 0, 'Nothing was removed'],
    [key.ctrlC, 130, 'error: interrupted; nothing was changed'],
  ])('asks first, and %j removes nothing', async (keys, exitCode, said) => {
    const before = await sandbox.snapshot();
    const session = await askToRemove();
    await session.press(keys);
    expect(await session.exited).toBe(exitCode);
    await session.until(said);
    expect(await sandbox.snapshot()).toEqual(before);
  });

  test('removes the run after a yes, and its coin has none in use then', async () => {
    const session = await askToRemove();
    await session.press('y', key.enter);
    expect(await session.exited).toBe(0);
    await session.until('is removed');
    expect(Object.keys(await sandbox.snapshot()).filter((name) => name.startsWith('models/'))).toEqual([
      'models/current.json',
    ]);
  });

  test('without a terminal needs --yes', async () => {
    const { exitCode, stderr } = await sandbox.run(['runs', 'remove', 'any']);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/no terminal to ask on; add --yes/)]);
  });
});
