import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goToField, key, startInTerminal } from '../../testing/terminal-session.ts';

const idPattern = /bitcoin-usd-\d{8}-\d{6}-[0-9a-f]{6}/g;

it('trains twice, lays one run under the other, compares them, and removes one', async () => {
  const session = await startInTerminal({ columns: 120, rows: 40 });
  const runs = async () =>
    (await readdir(join(session.workspace, 'models'))).filter((name) => /^bit/.test(name));
  await session.until('cannot be reached');
  await session.press('3', key.enter);
  await session.until('saved, in use');
  await session.until('The first recipe tried on bitcoin (direction): p = 0.91');
  const [first = ''] = await runs();

  await session.press(key.escape);
  await session.until('o overlay');
  await session.press('o');
  expect(await session.until('Which run’s loss is to be shown, too?')).toContain(`› ${first}`);
  await session.press(key.enter);
  await session.until(`The chart will show the test loss of ${first}, too.`);
  await goToField(session, 'l2');
  await session.press('e', key.ctrlU, '50', key.enter);
  await session.until(/l2 +50/);
  await session.press(key.enter);
  await session.until('saved, in use');
  await session.until(`══ test of ${first.slice(0, 20)}`);
  const [second = ''] = (await runs()).filter((id) => id !== first);

  await session.press('5');
  await session.until(second);
  await session.until(/The 2nd\s+recipe\s+tried on/);
  await session.press('c', key.down, 'c');
  const compared = await session.until(/l2 +50 +1\b/);
  expect(compared.match(idPattern)).toEqual(expect.arrayContaining([first, second]));
  await session.press(key.escape);
  await session.until('c compare');
  await session.press('x');
  await session.until(`Remove ${first} for good?`);
  await session.press('n');
  expect((await runs()).toSorted()).toEqual([first, second].toSorted());
  await session.press('x', 'y');
  await session.until(`${first} is removed`);
  expect(await runs()).toEqual([second]);
  await session.press('q');
  expect(await session.exited).toBe(0);
});

it('saves the fields of a forecast as JSON, opens them again, and says what is wrong with another file', async () => {
  const session = await startInTerminal({ columns: 80, rows: 24 });
  await session.until('cannot be reached');
  await session.press('3', key.enter);
  await session.until('saved, in use');
  await session.press('4');
  await session.until('P(up) = 0.423');
  await session.press('w', 'values.json', key.enter);
  await session.until('saved values.json');
  const saved = JSON.parse(await readFile(join(session.workspace, 'values.json'), 'utf8'));
  expect(saved).toMatchObject({ price: 84141.78, day_of_week: 5, year: 2026 });
  expect(Object.keys(saved)).toHaveLength(12);

  await session.press(key.down, '9', key.enter);
  await session.until('For these values');
  await session.press(key.escape);
  await session.until('↑↓ fields');
  await session.press('o', 'data/raw', key.enter);
  await session.until('! data/raw');
  await session.press(key.ctrlU, 'values.json', key.enter);
  await session.until('opened values.json');
  await session.until('P(up) = 0.423');
  await session.press('q');
  expect(await session.exited).toBe(0);
});

it('is drawn in each theme in its own colours, says the same in all, and keeps the one that was chosen', async () => {
  // A terminal where CI is set, as in a development container, is one that somebody looks at.
  const env = { COLORTERM: 'truecolor', CI: 'true', CONTINUOUS_INTEGRATION: 'true' };
  const session = await startInTerminal({ columns: 80, rows: 24, env });
  await session.until('cannot be reached');
  // The frame is there from top to bottom once help, which lay over all of it, is closed again.
  await session.press('?');
  await session.until('Esc back');
  await session.press(key.escape);
  await session.until('Enter fetch');
  const words = () => session.lines().map((line) => line.trimEnd());
  const dark = words();
  const fall = '▼ 0.51 %';
  const plain = { isBold: false, isInverse: false };
  await session.until(fall, { color: 1, ...plain });
  await session.press('T');
  await session.until(fall, { color: 0xa00000, ...plain });
  await expect.poll(words, { timeout: 10_000 }).toEqual(dark);
  await session.press('T');
  await session.until(fall, { color: 'default', isBold: true, isInverse: false });
  await expect.poll(words, { timeout: 10_000 }).toEqual(dark);
  await session.press('q');
  expect(await session.exited).toBe(0);
  const kept = await readFile(join(session.home, 'config', 'crypto-predict', 'config.json'), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ theme: 'high-contrast' });
});
