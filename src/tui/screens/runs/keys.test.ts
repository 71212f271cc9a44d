import { beforeEach, expect, it } from 'vitest';
import { listen } from '../../../async.ts';
import { defaultSettings } from '../../../run.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { trainAndSave } from '../../../training/train-and-save.ts';
import { marketKey } from '../../../workspace/in-use.ts';
import { listRuns, type SavedRun } from '../../../workspace/runs.ts';
import { footerKeys } from '../../frame/footer.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { runUnderCursor } from './state.ts';

let trained: SavedRun | undefined;
/** The screen with two runs, the newer one in use. */
let listed: Session;
beforeEach(async () => {
  const context = await testContext();
  trained ??= (await listen(trainAndSave(chartRequestFor(), { ...defaultSettings, epochs: 2 }, context))).run;
  const [newer, older] = [
    { ...trained, id: 'new' },
    { ...trained, id: 'old' },
  ];
  const inUse = new Map([[marketKey(newer.model), 'new']]);
  const list = {
    ...(await listRuns(context.workspace)),
    runs: [newer, older],
    current: { inUse, last: undefined },
  };
  listed = reduceSession({ ...initialSession, screen: 'runs' }, { type: 'runs listed', list });
});

const press = (session: Session, ...keys: readonly string[]) =>
  keys.reduce((state, key) => actionsOf(state, key).reduce<Session>(reduceSession, state), session);
const labels = (session: Session) => footerKeys(session).map(({ label }) => label);

it('says before a run is removed that it is the one in use', () => {
  expect(press(listed, 'down', 'x').question?.text).toBe('Remove old for good?');
  expect(press(listed, 'x').question?.text).toBe(
    'new is in use for bitcoin in usd. Remove it for good, and leave no run in use?',
  );
});

it('acts, where two are compared, on the second, which the footer and the page call B', () => {
  const compared = press(listed, 'c', 'down', 'c');
  expect(compared.runs.compared?.map(({ id }) => id)).toEqual(['new', 'old']);
  expect(labels(compared)).toContain('use B');
  expect(actionsOf(compared, 'u')).toEqual([{ type: 'run use asked', id: 'old' }]);
});

it('stays with the runs that are looked into when others come, and leaves them when they go', () => {
  const { list } = listed.runs;
  if (list === undefined || trained === undefined) throw new Error('nothing is listed');
  const newest = { ...trained, id: 'newest' };
  const relisted = (session: Session, runs: readonly SavedRun[]) =>
    reduceSession(session, { type: 'runs listed', list: { ...list, runs } });
  const compared = press(listed, 'down', 'c', 'up', 'c');
  const more = relisted(compared, [newest, ...list.runs]);
  expect(more.runs.compared?.map(({ id }) => id)).toEqual(['old', 'new']);
  expect(press(more, 'x').question?.text).toContain('new is in use');
  expect(relisted(compared, list.runs.slice(1)).runs.compared).toBeUndefined();
  const opened = press(listed, 'enter');
  const after = relisted(opened, [newest, ...list.runs]);
  expect([after.runs.isOpen, runUnderCursor(after.runs)?.id]).toEqual([true, 'new']);
  expect(relisted(opened, list.runs.slice(1)).runs.isOpen).toBe(false);
  expect(runUnderCursor(relisted(listed, [newest, ...list.runs]).runs)?.id).toBe('newest');
});

it('offers to put a run in use where it is not', () => {
  expect(labels(listed)).not.toContain('use');
  expect(labels(press(listed, 'down'))).toContain('use');
});

it('scrolls within a page that is longer than the window, and offers to nowhere else', () => {
  const small = reduceSession(listed, { type: 'resized', size: { columns: 60, rows: 20 } });
  const whole = press(small, 'enter');
  expect(labels(whole)).toContain('scroll');
  const end = press(whole, 'end');
  expect(press(end, 'down')).toEqual(end);
  expect(press(end, 'up').runs.top).toBe(end.runs.top - 1);
  expect(labels(press(whole, 'v'))).not.toContain('scroll');
  const large = reduceSession(whole, { type: 'resized', size: { columns: 200, rows: 50 } });
  expect(labels(large)).not.toContain('scroll');
});
