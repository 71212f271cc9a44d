import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder, testContext } from '../../testing/context.ts';
import { pathPrompt } from '../keys/prompt.ts';
import type { Action } from '../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { typedText } from '../session/text-field.ts';
import { completePath } from './complete-path.ts';

/** What Tab makes of a text in a folder of prices-a.csv, prices-b.csv and a folder. */
async function completed(begun: string, others: readonly string[] = []) {
  const folder = await temporaryFolder();
  for (const name of ['prices-a.csv', 'prices-b.csv', ...others]) await writeFile(join(folder, name), '');
  await mkdir(join(folder, 'models'));
  const store = createStore<Session, Action>(reduceSession, initialSession);
  store.dispatch(pathPrompt('import', 'CSV file', ''));
  store.dispatch({ type: 'edited', edit: { kind: 'insert', text: join(folder, begun) } });
  await completePath({ context: await testContext(), ...store });
  const { editing } = store.getState();
  return { text: editing && typedText(editing).slice(folder.length + 1), hint: editing?.hint };
}

it('goes on as far as all names are the same, then names them', async () => {
  expect(await completed('pr')).toMatchObject({ text: 'prices-' });
  expect(await completed('prices-')).toEqual({ text: 'prices-', hint: 'prices-a.csv  prices-b.csv' });
});

it('completes the one name there is, a folder with a slash', async () => {
  expect(await completed('prices-b')).toMatchObject({ text: 'prices-b.csv' });
  expect(await completed('m')).toMatchObject({ text: 'models/' });
});

it('leaves a text alone that begins no name or is whole, and says so', async () => {
  expect(await completed('x')).toEqual({ text: 'x', hint: 'nothing here begins with x' });
  expect(await completed('no/such/')).toEqual({ text: 'no/such/', hint: 'there is nothing here' });
  const whole = 'the path is complete: Enter takes it';
  expect(await completed('prices-b.csv')).toEqual({ text: 'prices-b.csv', hint: whole });
});

it('says how many names it leaves out', async () => {
  const others = Array.from({ length: 13 }, (_, i) => `z${i}`);
  expect((await completed('z', others)).hint).toMatch(/^z0 {2}z1 {2}.* {2}z8 {2}and 1 more$/);
});
