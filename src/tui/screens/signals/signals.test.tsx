import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { expect, it, vi } from 'vitest';
import { listen } from '../../../async.ts';
import type { SignalTest } from '../../../results/signal-test.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { testAndSave } from '../../../training/test-and-save.ts';
import { defaultTestSettings } from '../../../training/test-signals.ts';
import { App } from '../../app.tsx';
import { plainText } from '../../drawing/text.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { heardViewport } from '../../layout.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { createStore } from '../../session/store.ts';
import { loadChart } from '../data/effects.ts';
import { importFile, listSignalRows } from './effects.ts';
import { testKey } from './state.ts';
import { linesBelowVerdict } from './verdict.tsx';
import { SignalsScreen } from './view.tsx';

const MOOD = Array.from({ length: 400 }, (_, t) => {
  const date = new Date(Date.UTC(2024, 11, 1 + t)).toISOString().slice(0, 10);
  return `${date},${(50 + 30 * Math.sin(t * t)).toFixed(2)}`;
});

/** The screen of a workspace into which one signal was imported. */
async function imported(window = { columns: 100, rows: 30 }) {
  const context = await testContext();
  const file = join(context.workspace.root, 'mood.csv');
  await writeFile(file, ['date,mood', ...MOOD].join('\n'));
  const session: Session = { ...initialSession, window, screen: 'signals' };
  const store = createStore<Session, Action>(reduceSession, session);
  const work = { context, ...store };
  await loadChart(work);
  await listSignalRows(work);
  const empty = store.getState();
  await importFile(work, file);
  return { context, store, empty };
}

/** What a test of it came to, which is the same in every workspace: made once. */
let testOfMood: SignalTest | undefined;

async function tested(window?: { columns: number; rows: number }) {
  const { context, store } = await imported(window);
  const { signals, market } = store.getState();
  const request = {
    requests: [chartRequestFor({ days: 'max' })],
    names: ['mood'],
    settings: { ...defaultTestSettings, resamples: 200, shifts: 19 },
  };
  testOfMood ??= await listen(testAndSave(request, context));
  const signal = signals.rows?.[0]?.listed;
  if (signal === undefined) throw new Error('nothing was imported');
  const key = testKey({ signal, market, target: 'direction', beside: 'classic' });
  store.dispatch({ type: 'signal test asked', name: 'mood' });
  store.dispatch({ type: 'signal test done', key, test: testOfMood });
  return { store, test: testOfMood };
}

function frameOf(store: Parameters<typeof App>[0]['store']): string {
  const { lastFrame, unmount } = render(<App store={store} />);
  const frame = lastFrame() ?? '';
  unmount();
  return frame;
}

it('says what a signal is where there is none, and how to get one', async () => {
  const { empty } = await imported();
  const viewport = { kind: 'wide', width: 98, height: 24 } as const;
  const frame = render(<SignalsScreen session={empty} viewport={viewport} />).lastFrame() ?? '';
  expect(frame).toMatch(/No signal yet\..*Press i/s);
});

it('lists a signal with its timing and coverage, and draws it beside the price', async () => {
  const { store } = await imported();
  const frame = frameOf(store);
  expect(frame).toMatch(/› mood +at the end +2024-12-01 2026-01-04 +0 +\d\d % +not tested/);
  expect(frame).toContain('imported mood with 400 dates, known at the end of its date');
  expect(frame).toContain('price of bitcoin on the same days');
  expect(frame).toMatch(/add to {2}\[classic\] {2}returns/);
});

it('says when the values of the next import are known, once that is turned', async () => {
  const { store } = await imported();
  for (const action of actionsOf(store.getState(), 'w')) store.dispatch(action);
  expect(frameOf(store)).toContain('in the next import each value is known at the start of its date');
});

it('shows the verdict of a test first, what it rests on below, and scrolls that', async () => {
  const { store } = await tested();
  expect(frameOf(store)).toMatch(/mood is not shown to add information: gain/);
  expect(frameOf(store)).toMatch(/not shown\n/);
  expect(frameOf(store)).not.toContain('by Clark and West');
  expect(frameOf(store)).toContain('PgUp PgDn page');
  for (const action of actionsOf(store.getState(), 'end')) store.dispatch(action);
  expect(frameOf(store)).toMatch(/mood is not shown to add information/);
  expect(frameOf(store)).toContain('by Clark and West');
});

it.each([
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
])('shows every line of what a test came to, page by page, in a window of $columns×$rows', async (window) => {
  const { store, test } = await tested(window);
  const text = linesBelowVerdict(test, window.columns - 2).map(plainText);
  const frames = [frameOf(store)];
  while (frames.at(-1)?.includes('more ↓') && frames.length < text.length) {
    for (const action of actionsOf(store.getState(), 'pagedown')) store.dispatch(action);
    frames.push(frameOf(store));
  }
  const seen = frames.join('\n');
  expect(text.length).toBeGreaterThan(20);
  expect(text.filter((line) => !seen.includes(line.trimEnd()))).toEqual([]);
});

it.each([
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
])('stays within a window of $columns×$rows, whatever it shows', async (window) => {
  const { store } = await tested(window);
  const now = { stage: 'placebos', done: 3, of: 19, secondsLeft: 1.5, gains: [0.1, 0.002] } as const;
  const frames = [frameOf(store)];
  for (const action of actionsOf(store.getState(), 'v')) store.dispatch(action);
  frames.push(frameOf(store));
  store.dispatch({ type: 'signal test asked', name: 'mood' });
  store.dispatch({ type: 'signal test progressed', now: { ...now, placebos: [0.001, 0.003, -0.001] } });
  frames.push(frameOf(store));
  expect(frames[2]).toMatch(/▶ placebos .* 3 of 19, 16 %, ~1\.5 s left/);
  expect(frames[2]).toContain('1 of 3 placebos gained as much as the signal, +0.0020.');
  expect(frames[2]).toMatch(/^ *placebo +\d/m);
  store.dispatch({
    type: 'signal test progressed',
    now: { ...now, done: 19, secondsLeft: 0, placebos: [0.001] },
  });
  expect(frameOf(store)).toContain('19 of 19, 100 %, judging what came of it');
  for (const frame of frames) {
    const lines = frame.split('\n');
    expect(lines.length).toBeLessThanOrEqual(window.rows);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(window.columns);
  }
});

it('is said in words to those who hear it, with nothing drawn', async () => {
  const { store } = await tested();
  for (const action of actionsOf(store.getState(), 'v')) store.dispatch(action);
  vi.stubEnv('INK_SCREEN_READER', 'true');
  try {
    const viewport = heardViewport({ columns: 80, rows: 24 });
    const frame = render(<SignalsScreen session={store.getState()} viewport={viewport} />).lastFrame() ?? '';
    const words = frame.replaceAll(/\s+/g, ' ');
    expect(words).toContain('mood: 400 dates, 2024-12-01 to 2026-01-04, known at the end');
    expect(words).not.toMatch(/[⠀-⣿│┤]/);
  } finally {
    vi.unstubAllEnvs();
  }
});

it('tests beside another set, and asks before it removes a signal', async () => {
  const { store } = await tested();
  for (const key of ['left', 'x'] as const)
    for (const action of actionsOf(store.getState(), key)) store.dispatch(action);
  expect(frameOf(store)).toContain('mood was not tested beside this set in this session');
  expect(store.getState().question?.text).toBe('Remove the signal mood?');
});

it('goes back to rest where a test is cancelled, and says what runs to whoever leaves', async () => {
  const { store } = await imported();
  for (const action of actionsOf(store.getState(), 'enter')) store.dispatch(action);
  for (const action of actionsOf(store.getState(), 'q')) store.dispatch(action);
  expect(store.getState().question?.text).toMatch(/^A test of a signal runs\./);
  store.dispatch({ type: 'answered', isYes: false });
  for (const action of actionsOf(store.getState(), 'escape')) store.dispatch(action);
  expect(frameOf(store)).toContain('test cancelled; nothing was kept');
});
