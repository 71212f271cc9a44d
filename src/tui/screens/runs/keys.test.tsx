import { render } from 'ink-testing-library';
import { beforeEach, expect, it } from 'vitest';
import { listen } from '../../../async.ts';
import { defaultSettings } from '../../../run.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { comparisonText } from '../../../text/runs.ts';
import { trainAndSave } from '../../../training/train-and-save.ts';
import { marketKey } from '../../../workspace/in-use.ts';
import { listRuns, type SavedRun } from '../../../workspace/runs.ts';
import { footerKeys } from '../../frame/footer.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { viewportIn } from '../../layout.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { runUnderCursor } from './state.ts';
import { RunsScreen } from './view.tsx';

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
const frameOf = (session: Session) => {
  const { lastFrame, unmount } = render(
    <RunsScreen session={session} viewport={viewportIn(session.window)} />,
  );
  const frame = lastFrame() ?? '';
  unmount();
  return frame;
};
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

it('keeps the names and notes of two runs in sight, and what a key just did, however far their rows are scrolled', () => {
  const { list } = listed.runs;
  if (list === undefined) throw new Error('nothing is listed');
  const noted = list.runs.map((run) => ({ ...run, note: `note of ${run.id}` }));
  const compared = press(listed, 'c', 'down', 'c');
  const end = press(reduceSession(compared, { type: 'resized', size: { columns: 60, rows: 20 } }), 'end');
  const told = (
    [
      { type: 'runs changed', message: 'the note is kept' },
      { type: 'runs listed', list: { ...list, runs: noted } },
    ] satisfies readonly Action[]
  ).reduce<Session>(reduceSession, end);
  expect(told.runs.top).toBeGreaterThan(0);
  const shown = frameOf(told);
  expect(shown).toContain('A  new  ● in use: note of new');
  expect(shown).toContain('B  old: note of old');
  expect(shown).toContain('the note is kept');
  expect(shown).toMatch(/ {17}A +B +≠ differs/);
});

it('says of the run under the cursor how it was trained, where its columns have no room', () => {
  const { list } = listed.runs;
  if (list === undefined || trained === undefined) throw new Error('nothing is listed');
  const half = { ...trained, id: 'half', settings: { ...trained.settings, halfLife: 365 } };
  const both = reduceSession(listed, { type: 'runs listed', list: { ...list, runs: [half, ...list.runs] } });
  expect(frameOf(both)).toContain('half, classic, half-life 365');
  expect(comparisonText([half, trained])).toMatch(/^half-life +365 days +none$/m);
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
