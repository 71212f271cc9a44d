import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Instance, render } from 'ink';
import stringWidth from 'string-width';
import { App } from '../app.tsx';
import { SurroundingsContext, surroundingsOf } from '../components/surroundings.ts';
import { plainText } from '../drawing/text.ts';
import { footerKeys, footerLines } from '../frame/footer.ts';
import { actionsOf } from '../keys/actions-of.ts';
import type { Binding } from '../keys/binding.ts';
import type { WindowSize } from '../layout.ts';
import type { Action } from '../session/actions.ts';
import { reduceSession, type Session } from '../session/session.ts';
import { typedText } from '../session/text-field.ts';

/** A place of the session that has a footer of its own: the keys or actions that lead there from Data at rest. */
interface Place {
  readonly name: string;
  readonly way: readonly (string | Action)[];
}

const now = { epoch: 20, gradientNorm: 1e-3, train: 0.69, test: 0.7, epochsPerSecond: 9, share: 0.2 };
const training: readonly Action[] = [
  { type: 'training prepared', rows: { features: ['price'], train: 268, test: 67, baseRateLoss: 0.69 } },
  {
    type: 'training progressed',
    points: [1, 9, 20].map((epoch) => ({ epoch, train: 0.7 - epoch / 1000, test: 0.7 })),
    weights: [0.1],
    now: { ...now, secondsLeft: 2 },
    ahead: { epoch: 40, low: 0.6, high: 0.7, weight: 0.2 },
  },
];
const coins = ['bitcoin', 'ethereum'].map((id) => ({ id, name: id, symbol: id.slice(0, 3) }));
const walk = { featureSet: 'classic', fold: 3, folds: 9, done: 0.3, secondsLeft: 1, rolling: [] } as const;
const failed: Action = { type: 'fetch failed', message: 'it cannot be reached', hint: 'r tries again' };

/** What a training came to, its epochs still to be drawn or not. */
function trained({ runs }: Session, undrawn?: { epoch: number; low: number; high: number; weight: number }) {
  const run = runs.list?.runs[0];
  if (run === undefined) throw new Error('nothing was trained');
  return { type: 'training done', run, doubts: [], isUsed: false, undrawn } satisfies Action;
}

function placesOf(opened: Session): readonly Place[] {
  const running = ['3', 'enter', ...training];
  const drawn = [...running, trained(opened, { epoch: 40, low: 0.6, high: 0.7, weight: 0.2 })];
  return [
    { name: 'Overview', way: ['0'] },
    { name: 'Overview, working', way: ['0', 'f'] },
    { name: 'Data', way: ['1', { type: 'fetch cancelled' }] },
    { name: 'Data, fetching', way: ['1', { type: 'fetch asked' }] },
    { name: 'Data, after a failure', way: ['1', failed] },
    { name: 'Data, looked into', way: ['1', failed, 'left', '+'] },
    { name: 'Data, typing', way: ['1', 'down', 'e'] },
    {
      name: 'Data, a search',
      way: [
        '1',
        '/',
        {
          type: 'coins found',
          query: '',
          found: { query: '', found: coins, selected: 0, isAsking: false, from: 'known coins' },
        },
      ],
    },
    { name: 'Data, a file', way: ['1', 'i', { type: 'edited', edit: { kind: 'insert', text: 'a.csv' } }] },
    { name: 'Features', way: ['2'] },
    { name: 'Features, the summary', way: ['2', 'v'] },
    { name: 'Train', way: ['3', 'down', 'down', 'down', 'down'] },
    { name: 'Train, running', way: running },
    { name: 'Train, paused', way: [...running, ' '] },
    { name: 'Train, drawn', way: drawn },
    { name: 'Train, drawn and paused', way: [...drawn, ' '] },
    { name: 'Train, the result', way: [...running, trained(opened)] },
    { name: 'Train, an overlay', way: ['3', 'o'] },
    { name: 'Predict', way: ['4'] },
    { name: 'Predict, in the fields', way: ['4', 'down'] },
    {
      name: 'Predict, changed',
      way: ['4', 'down', '5', 'enter'],
    },
    { name: 'Predict, typing', way: ['4', 'down', 'enter'] },
    { name: 'Runs', way: ['5', 'down'] },
    { name: 'Runs, one marked', way: ['5', 'down', 'c', 'up'] },
    { name: 'Runs, filtered', way: ['5', { type: 'runs filtered', filter: 'bitcoin' }] },
    { name: 'Runs, one', way: ['5', 'down', 'enter'] },
    { name: 'Runs, the loss of one', way: ['5', 'down', 'enter', 'v'] },
    { name: 'Runs, two', way: ['5', 'c', 'down', 'c'] },
    { name: 'Runs, a note', way: ['5', 'n', { type: 'edited', edit: { kind: 'insert', text: 'mine' } }] },
    { name: 'Evaluate', way: ['6', 'right'] },
    { name: 'Evaluate, a verdict', way: ['6'] },
    { name: 'Evaluate, walking', way: ['6', 'enter', { type: 'walk progressed', now: walk }] },
    { name: 'Monitor', way: ['7'] },
    { name: 'Monitor, the forecasts', way: ['7', 'v'] },
    { name: 'Monitor, retraining', way: ['7', { type: 'retraining asked' }] },
    { name: 'Signals', way: ['8', 'v'] },
    { name: 'Signals, a test', way: ['8'] },
    { name: 'Signals, testing', way: ['8', 'enter'] },
    { name: 'a question', way: ['5', 'x'] },
    { name: 'the help', way: ['1', '?'] },
  ];
}

/** A key has done what it says where a value is another one than before, or where an action of a name was asked for. */
type Sign = ((session: Session) => unknown) | Action['type'];

const question = ({ question }: Session) => question?.text;
const editing = ({ editing }: Session) => editing?.target;
const typed = ({ editing }: Session) => editing && typedText(editing);
const stage = ({ train }: Session) => [train.stage, train.picker];
const view = ({ train, features, evaluate, monitor, signals, runs }: Session) => [
  train.page,
  features.shown,
  evaluate.view,
  monitor.page,
  signals.view,
  runs.page,
];
/** What Esc leaves: whatever lies over a screen, a cursor, work, a page. */
const left = (session: Session) => [
  stage(session),
  editing(session),
  question(session),
  session.help,
  session.data.look,
  session.runs.isOpen,
  session.runs.compared,
  session.predict.field,
];
const work = ({ overview, data, train, evaluate, monitor, signals }: Session) => [
  overview.round,
  data.fetch.kind,
  train.stage,
  evaluate.running,
  monitor.retraining,
  monitor.isMeasuring,
  signals.testing,
];
const rows = ({ overview, features, train, monitor, runs, signals, data, predict }: Session) => [
  overview.row,
  features.row,
  train.field,
  train.picker,
  monitor.row,
  runs.row,
  signals.row,
  data.field,
  data.search?.selected,
  predict.field,
];
const texts = ({ predict }: Session) => predict.texts;

/** What each label of a footer promises. */
const outcomes: Readonly<Record<string, Sign | readonly Sign[]>> = {
  ...Object.fromEntries(
    ['market', 'field', 'row', 'setting', 'fields', 'run', 'feature', 'signal'].map((label) => [label, rows]),
  ),
  ...Object.fromEntries(
    ['fetch', 'retry', 'fetch all', 'walk', 'tune', 'test'].map((label) => [label, work]),
  ),
  ...Object.fromEntries(['remove', 'remove B', 'retrain', 'train all'].map((label) => [label, question])),
  ...Object.fromEntries(
    ['edit', 'type', 'import', 'go to date', 'filter', 'note', 'note B', 'open JSON', 'save JSON'].map(
      (label) => [label, editing],
    ),
  ),
  ...Object.fromEntries(['view', 'summary', 'rows', 'next page'].map((label) => [label, view])),
  ...Object.fromEntries(['back', 'settings', 'leave fields', 'choose'].map((label) => [label, left])),
  ...Object.fromEntries(
    ['train', 'again', 'pause', 'go on', 'the end', 'overlay'].map((label) => [label, stage]),
  ),
  cancel: [work, 'training cancel asked'],
  step: [stage, 'training stepped'],
  undo: [question, texts],
  page: [view, ({ signals }) => signals.top],
  done: [left, ({ editing }) => editing?.isBusy],
  help: ({ help }) => help,
  quit: ({ leaving, question }) => [leaving, question],
  target: ({ train }) => train.settings.target,
  'go there': ({ screen, market }) => [screen, market],
  coin: (session) => [editing(session), session.data.search?.selected],
  range: ({ data }) => data.look.range,
  day: ({ data }) => data.look.cursor,
  zoom: ({ data }) => data.look.zoom?.days,
  log: ({ data }) => data.look.isLogarithmic,
  column: ({ features }) => features.column,
  sort: ({ features, runs }) => [features.sort, runs.sort],
  'export CSV': 'features export asked',
  change: ({ train }) => train.settings,
  pace: ({ train }) => train.drawingSeconds,
  'log epochs': ({ train }) => train.isLogarithmic,
  use: 'run use asked',
  'use B': 'run use asked',
  'overlay it': ({ train }) => train.overlay,
  none: stage,
  'newest day': texts,
  'type over': texts,
  'log forecast': 'forecast log asked',
  show: ({ runs }) => runs.isOpen,
  compare: ({ runs }) => [runs.marked, runs.compared],
  turn: ({ runs }) => runs.sort.isDescending,
  unmark: ({ runs }) => runs.marked,
  all: ({ runs }) => runs.filter,
  scroll: ({ runs, help }) => [runs.top, help?.top],
  set: ({ evaluate }) => evaluate.featureSet,
  default: ({ evaluate }) => evaluate.defaults,
  measure: ({ monitor }) => monitor.isMeasuring,
  'when known': ({ signals }) => signals.known,
  beside: ({ signals }) => signals.beside,
  complete: 'completion asked',
  move: ({ editing }) => editing?.field,
  delete: typed,
  clear: typed,
  'next field': rows,
  yes: 'answered',
  no: question,
};

/** Keys that leave the session, and that begin work on what was typed: nothing is seen at once. */
const isSeenLater: readonly string[] = ['quit', 'done'];

interface ShownWindow {
  readonly size: WindowSize;
  readonly isHeard: boolean;
  /** The frame of a session, without colours. */
  readonly draw: (session: Session) => Promise<string>;
}

/** The window of a terminal that shows one state of the session after the other. */
function createWindow({ size, isHeard }: Pick<ShownWindow, 'size' | 'isHeard'>) {
  let shown: Session | undefined;
  let frame = '';
  const listeners = new Set<() => void>();
  const stdout = Object.assign(new PassThrough(), {
    columns: size.columns,
    write: (text: string) => {
      frame = text;
      return true;
    },
  });
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {}, ref() {}, unref() {} });
  const env = { REDUCED_MOTION: '1' };
  let ink: Instance | undefined;
  return {
    size,
    isHeard,
    draw: async (session: Session): Promise<string> => {
      shown = session;
      ink ??= render(
        <SurroundingsContext value={surroundingsOf({ env, now: () => new Date(0) })}>
          <App
            store={{
              getState: () => shown ?? session,
              dispatch: () => {},
              subscribe: (listener) => {
                listeners.add(listener);
                return () => listeners.delete(listener);
              },
            }}
          />
        </SurroundingsContext>,
        {
          stdin: stdin as unknown as NodeJS.ReadStream,
          stdout: stdout as unknown as NodeJS.WriteStream,
          debug: true,
          exitOnCtrlC: false,
          patchConsole: false,
          isScreenReaderEnabled: isHeard,
        },
      );
      for (const listener of listeners) listener();
      await nextTurn();
      return frame;
    },
    close: () => ink?.unmount(),
  };
}

/** The session at a place. */
function at({ way }: Place, opened: Session, size: WindowSize): Session {
  return way.reduce<Session>(
    (session, step) =>
      typeof step === 'string' ? pressed(session, step).after : reduceSession(session, step),
    reduceSession(opened, { type: 'resized', size }),
  );
}

function pressed(session: Session, key: string) {
  const actions = actionsOf(session, key);
  return { actions, after: actions.reduce(reduceSession, session) };
}

/** What the keys of a binding do: of those that go two ways, the first that does what the label promises. */
function outcomeOf(
  session: Session,
  { keys, label }: Binding,
): { after: Session; isAskedFor: boolean } | undefined {
  const promised = outcomes[label];
  if (promised === undefined) throw new Error(`nothing is promised by ${label}`);
  const signs = typeof promised === 'object' ? promised : [promised];
  for (const key of keys) {
    const { actions, after } = pressed(session, key);
    const isAskedFor = signs.some((sign) => actions.some(({ type }) => type === sign));
    const isDone = signs.some(
      (sign) => typeof sign === 'function' && !isDeepStrictEqual(sign(session), sign(after)),
    );
    if (isDone || isAskedFor) return { after, isAskedFor };
  }
  return undefined;
}

/** What is wrong with a place in a window: what its frame lacks, and which keys do not do what they say, unseen or unheard. */
async function wrongAt(
  place: Place,
  opened: Session,
  { draw, size, isHeard, isDrawn }: ShownWindow & { readonly isDrawn: boolean },
): Promise<readonly string[]> {
  const session = at(place, opened, size);
  const before = isDrawn ? await draw(session) : undefined;
  const wrong = before === undefined ? [] : frameFaults(before, session, { size, isHeard });
  const keys = footerKeys(session).filter(({ isForEyes }) => !(isHeard && isForEyes));
  for (const binding of keys) {
    const { shown, label } = binding;
    const outcome = outcomeOf(session, binding);
    if (outcome === undefined) wrong.push(`${shown} ${label} does not do it`);
    const isLater = outcome?.isAskedFor || isSeenLater.includes(label) || (isHeard && label === 'move');
    if (outcome === undefined || isLater || before === undefined) continue;
    if ((await draw(outcome.after)) === before) wrong.push(`${shown} ${label} is not noticed`);
  }
  return wrong.map((each) => `${place.name}: ${each}`);
}

function frameFaults(
  frame: string,
  session: Session,
  { size, isHeard }: Pick<ShownWindow, 'size' | 'isHeard'>,
): string[] {
  const lines = frame.split('\n');
  const isLarger = lines.length > size.rows || lines.some((line) => stringWidth(line) > size.columns);
  const footer = footerLines(session, isHeard).map((line) => plainText(line).trimEnd());
  return [
    ...(isLarger && !isHeard ? ['it is larger than the window'] : []),
    ...(isHeard && DRAWN.test(frame) ? ['something is drawn'] : []),
    ...footer.filter((line) => !frame.includes(line)).map((line) => `there is no${line}`),
  ];
}

const DRAWN = /[─-▟⠀-⣿]/;

export const windows: readonly (Pick<ShownWindow, 'size' | 'isHeard'> & { readonly name: string })[] = [
  { name: 'at 60×20', size: { columns: 60, rows: 20 }, isHeard: false },
  { name: 'at 80×24', size: { columns: 80, rows: 24 }, isHeard: false },
  { name: 'read out', size: { columns: 80, rows: 24 }, isHeard: true },
  { name: 'at 120×40', size: { columns: 120, rows: 40 }, isHeard: false },
  { name: 'at 200×50', size: { columns: 200, rows: 50 }, isHeard: false },
];

/** What is wrong at the places of a session in one of the windows; it is drawn at each where `share` is 1, else by turns. */
export async function wrongKeys(
  opened: Session,
  place: number,
  { share }: { readonly share: number },
): Promise<readonly string[]> {
  const shape = windows[place];
  if (shape === undefined) return [];
  const window = createWindow(shape);
  const wrong: string[] = [];
  for (const [i, each] of placesOf(opened).entries())
    wrong.push(...(await wrongAt(each, opened, { ...window, isDrawn: i % share === place % share })));
  window.close();
  return wrong;
}
