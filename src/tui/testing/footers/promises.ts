import type { Action } from '../../session/actions.ts';
import type { Session } from '../../session/session.ts';
import { typedText } from '../../session/text-field.ts';

/** A key has done what it says where a value is another one than before, or where an action of a name was asked for. */
export type Sign = ((session: Session) => unknown) | Action['type'];

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

/** What each label of a footer promises: one of these is done. */
export const promises: Readonly<Record<string, Sign | readonly Sign[]>> = {
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
  scroll: ({ runs, help, evaluate }) => [runs.top, help?.top, evaluate.top],
  set: ({ evaluate }) => evaluate.featureSet,
  default: ({ evaluate }) => evaluate.defaults,
  'apply choice': ({ train, evaluate }) => [train.settings, evaluate.message],
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
export const seenLater: readonly string[] = ['quit', 'done'];
