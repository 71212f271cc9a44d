import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox } from '../testing/run-program.ts';

/** What Tab offers, in a workspace where files and folders have names that a shell or a terminal would act on. */
async function offered(names: readonly string[], words: readonly string[]): Promise<string> {
  await using sandbox = await createSandbox();
  for (const name of names) {
    await sandbox.write(`data/raw/${name}_usd.json`, '{}');
    await mkdir(join(sandbox.workspace, 'models', name), { recursive: true });
  }
  return (await runInProcess(['complete', '--', ...words], sandbox)).stdout.trimEnd();
}

const hostile = [
  'x$(touch pwned)',
  'x`touch pwned`',
  'x;touch pwned',
  "x'y",
  'x y',
  'x\u001b[31m',
  'x\nmycoin',
  'x\tmycoin',
  '-xfoo',
];

describe('names that a shell or a terminal would act on', () => {
  test.each(hostile)('row 78: a stored chart named %j → never a candidate for --coin', async (name) => {
    expect(await offered([name], ['train', '--coin', 'x'])).toBe('');
    expect(await offered([name], ['train', '--coin', '-x'])).not.toContain('foo');
  });

  test.each(hostile)('row 78: a folder of models/ named %j → never a candidate for a run', async (name) => {
    expect(await offered([name], ['runs', 'show', 'x'])).toBe('');
  });

  test('row 78: a stored chart whose name is a coin → offered', async () => {
    expect(await offered(['xcoin'], ['train', '--coin', 'xco'])).toBe('xcoin');
  });
});
