import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../../package-root.ts';
import { key, startInTerminal } from '../../testing/terminal-session.ts';

it('imports a signal by its path, tests it to a verdict in the ledger, and cancels another test without a trace', async () => {
  const session = await startInTerminal({ columns: 100, rows: 30 });
  const ledger = () => readFile(join(session.workspace, 'data', 'ledger.jsonl'), 'utf8').catch(() => '');
  await writeFile(
    join(session.workspace, 'die.csv'),
    await readFile(join(packageRoot, 'docs', 'examples', 'die.csv')),
  );
  await session.until('cannot be reached');
  await session.press('8');
  await session.until('No signal yet');
  await session.press('i', 'di', key.tab);
  await session.until('die.csv');
  await session.press(key.enter);
  await session.until(/› die +at the end +2024-02-01 2026-01-31/);
  await session.until('price of bitcoin on the same days');
  await session.press(key.enter);
  await session.until('die is not shown to add information: gain +0.0004, p = 0.42.');
  expect(await ledger()).toContain('"command":"test"');
  const before = await ledger();
  await session.press(key.right, key.enter);
  await session.until(/▶ walking|Preparing/);
  await session.press(key.escape);
  await session.until('test cancelled; nothing was kept');
  expect(await ledger()).toBe(before);
  await session.press('q');
  expect(await session.exited).toBe(0);
});
