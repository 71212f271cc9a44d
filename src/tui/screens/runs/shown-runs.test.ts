import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../run.ts';
import type { RunList, SavedRun } from '../../../workspace/runs.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { differingSettings, orderInWords, runOrders, shownRuns } from './shown-runs.ts';
import { runUnderCursor } from './state.ts';

interface Wanted {
  readonly coin?: string;
  readonly loss: number;
  readonly l2?: number;
  readonly note?: string;
}

function runOf(id: string, { coin = 'bitcoin', loss, l2 = 1, note }: Wanted): SavedRun {
  return {
    id,
    note,
    createdAt: id,
    model: { coin, vsCurrency: 'usd', target: 'direction' },
    settings: { ...defaultSettings, l2, halfLife: 'none' },
    data: { rows: { usable: 300 } },
    metrics: { test: { logLoss: loss } },
    baselines: { baseRate: { logLoss: 0.69 } },
    verdict: 'no_better_than_baseline',
  } as unknown as SavedRun;
}

const list = {
  runs: [
    runOf('2026-03', { loss: 0.71, l2: 50, note: 'Mine' }),
    runOf('2026-02', { loss: 0.7, coin: 'ethereum' }),
    runOf('2026-01', { loss: 0.72 }),
  ],
  damaged: [],
  newestFirst: [],
  current: { inUse: new Map(), last: undefined },
} as unknown as RunList;
const listed = reduceSession({ ...initialSession, screen: 'runs' }, { type: 'runs listed', list });
const press = (session: Session, ...keys: readonly string[]) =>
  keys.reduce((state, key) => actionsOf(state, key).reduce<Session>(reduceSession, state), session);
const type = (session: Session, text: string) =>
  [
    { type: 'edited', edit: { kind: 'clear' } },
    { type: 'edited', edit: { kind: 'insert', text } },
    { type: 'edit submitted' },
  ].reduce<Session>((state, action) => reduceSession(state, action as Action), session);
const ids = ({ runs }: Session) => shownRuns(runs).map(({ id }) => id);

describe('the list of runs', () => {
  it('is sorted by one key and turned round by another, the cursor on the run it was on', () => {
    const byLoss = press(listed, 's', 's', 's', 's', 's');
    expect(byLoss.runs.sort).toEqual({ by: 'test loss', isDescending: false });
    expect(ids(byLoss)).toEqual(['2026-02', '2026-03', '2026-01']);
    expect(runUnderCursor(byLoss.runs)?.id).toBe('2026-03');
    expect(ids(press(byLoss, 'S'))).toEqual(['2026-01', '2026-03', '2026-02']);
    expect(ids(press(byLoss, 's'))).toEqual(ids(listed));
  });

  it('is filtered by a text, in names and notes, and whole again by Esc', () => {
    const filtered = type(press(listed, '/'), 'mine');
    expect(ids(filtered)).toEqual(['2026-03']);
    expect(ids(type(press(listed, '/'), 'ether'))).toEqual(['2026-02']);
    expect(type(press(listed, '/'), 'nothing').runs.row).toBe(0);
    expect(ids(press(filtered, 'escape'))).toEqual(ids(listed));
  });

  it('says in which settings the runs differ, where they are not the set’s own', () => {
    const settings = differingSettings(list.runs);
    expect(list.runs.map(settings)).toEqual(['l2 50', '', '']);
  });

  it('says in words how it is sorted, either way', () => {
    const words = (isDescending: boolean) => runOrders.map((by) => orderInWords({ by, isDescending }));
    expect(words(true)).toContain('newest first');
    expect(words(false)).toEqual([
      'oldest first',
      'by coin, A to Z',
      'by target, A to Z',
      'by features, A to Z',
      'by rows, lowest first',
      'by test loss, lowest first',
    ]);
    expect(new Set([...words(true), ...words(false)]).size).toBe(12);
  });

  it('asks for a note with the one that is there', () => {
    const asked = press(listed, 'n');
    expect(asked.editing).toMatchObject({ original: 'Mine', target: { kind: 'run note', id: '2026-03' } });
  });
});
