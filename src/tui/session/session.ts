import type { Days, FeatureSetName, Market } from '../../domain.ts';
import type { Theme } from '../../workspace/preferences.ts';
import type { WindowSize } from '../layout.ts';
import { clamp, type DataState, initialData, reduceData } from '../screens/data/state.ts';
import { type EvaluateState, initialEvaluate, reduceEvaluate } from '../screens/evaluate/state.ts';
import { type FeaturesState, initialFeatures, reduceFeatures } from '../screens/features/state.ts';
import { initialMonitor, isRetraining, type MonitorState, reduceMonitor } from '../screens/monitor/state.ts';
import { initialPredict, type PredictState, reducePredict } from '../screens/predict/state.ts';
import { initialRuns, type RunsState, reduceRuns } from '../screens/runs/state.ts';
import { initialTrain, isTraining, reduceTrain, type TrainState } from '../screens/train/state.ts';
import type { Action, Question } from './actions.ts';
import { type Editing, reduceEditing } from './editing.ts';

export const screenNames = ['data', 'features', 'train', 'predict', 'runs', 'evaluate', 'monitor'] as const;
export type ScreenName = (typeof screenNames)[number];

/** The digit that each screen is reached by. */
export const screenDigits: Readonly<Record<ScreenName, string>> = {
  data: '1',
  features: '2',
  train: '3',
  predict: '4',
  runs: '5',
  evaluate: '6',
  monitor: '7',
};

export const themeNames = ['dark', 'light', 'high-contrast'] as const satisfies readonly Theme[];

/** What lies over a screen and takes the keys. */
export type Overlay =
  | { readonly kind: 'help'; readonly top: number }
  | { readonly kind: 'overlay run'; readonly row: number };

/** All that the session knows. Screens are functions of it. */
export interface Session {
  readonly window: WindowSize;
  readonly theme: Theme;
  readonly screen: ScreenName;
  readonly market: Market;
  readonly days: Days;
  readonly overlay: Overlay | undefined;
  readonly question: Question | undefined;
  readonly editing: Editing | undefined;
  /** The exit code, once the session is to end. */
  readonly leaving: number | undefined;
  readonly data: DataState;
  readonly features: FeaturesState;
  readonly train: TrainState;
  readonly predict: PredictState;
  readonly runs: RunsState;
  readonly evaluate: EvaluateState;
  readonly monitor: MonitorState;
}

export const initialSession: Session = {
  window: { columns: 80, rows: 24 },
  theme: 'dark',
  screen: 'data',
  market: { coin: 'bitcoin', vsCurrency: 'usd' },
  days: 365,
  overlay: undefined,
  question: undefined,
  editing: undefined,
  leaving: undefined,
  data: initialData,
  features: initialFeatures,
  train: initialTrain,
  predict: initialPredict,
  runs: initialRuns,
  evaluate: initialEvaluate,
  monitor: initialMonitor,
};

/** The session after an action: the frame's own part first, then every screen's. */
export function reduceSession(session: Session, action: Action): Session {
  const framed = reduceFrame(session, action);
  const next = {
    ...framed,
    data: reduceData(framed.data, action),
    features: reduceFeatures(framed.features, action),
    train: reduceTrain(framed.train, action),
    predict: reducePredict(framed.predict, action),
    runs: reduceRuns(framed.runs, action),
    evaluate: reduceEvaluate(framed.evaluate, action),
    monitor: reduceMonitor(framed.monitor, action),
  };
  const isSame = screenNames.every((name) => next[name] === framed[name]);
  return isSame ? framed : next;
}

function reduceFrame(session: Session, action: Action): Session {
  switch (action.type) {
    case 'resized':
      return { ...session, window: action.size };
    case 'restored': {
      const { range, settings, defaultSets: _, ...own } = action.restored;
      return {
        ...session,
        ...own,
        data: { ...session.data, range },
        train: { ...session.train, settings },
      };
    }
    case 'screen chosen':
      return { ...session, screen: action.screen };
    case 'screen moved': {
      const place = screenNames.indexOf(session.screen) + action.by + screenNames.length;
      return { ...session, screen: screenNames[place % screenNames.length] ?? 'data' };
    }
    case 'market chosen':
      return {
        ...session,
        market: action.market,
        train: withFeatureSet(session.train, session.evaluate.defaults[action.market.coin]),
      };
    case 'default set chosen':
      return { ...session, train: withFeatureSet(session.train, action.featureSet) };
    case 'days chosen':
      return { ...session, days: action.days };
    case 'theme turned': {
      const place = themeNames.indexOf(session.theme) + 1;
      return { ...session, theme: themeNames[place % themeNames.length] ?? 'dark' };
    }
    case 'help opened':
      return { ...session, overlay: { kind: 'help', top: 0 } };
    case 'help scrolled':
      if (session.overlay?.kind !== 'help') return session;
      return { ...session, overlay: { kind: 'help', top: Math.max(0, session.overlay.top + action.by) } };
    case 'overlay picker opened':
      return { ...session, overlay: { kind: 'overlay run', row: 0 } };
    case 'overlay picker moved':
      if (session.overlay?.kind !== 'overlay run') return session;
      return {
        ...session,
        overlay: {
          kind: 'overlay run',
          row: clamp(session.overlay.row + action.by, session.runs.list?.runs.length ?? 0),
        },
      };
    case 'overlay closed':
    case 'overlay chosen':
      return { ...session, overlay: undefined };
    case 'asked':
      return { ...session, question: action.question };
    case 'answered': {
      const { question } = session;
      const answered = { ...session, question: undefined };
      return question === undefined || !action.isYes ? answered : reduceSession(answered, question.yes);
    }
    case 'quit asked': {
      const running = runningWork(session);
      if (running === undefined) return { ...session, leaving: 0 };
      return {
        ...session,
        question: { text: `A ${running} runs. Leave, and lose it?`, yes: { type: 'quit', exitCode: 0 } },
      };
    }
    case 'quit':
      return { ...session, leaving: action.exitCode };
    default:
      return reduceEdited(session, action);
  }
}

function reduceEdited(session: Session, action: Action): Session {
  const { session: edited, then } = reduceEditing(session, action);
  return then === undefined ? edited : reduceSession(edited, then);
}

/** The training form with a feature set that was chosen for its coin; a training that runs keeps its own. */
function withFeatureSet(train: TrainState, featureSet: FeatureSetName | undefined): TrainState {
  if (featureSet === undefined || isTraining(train)) return train;
  return { ...train, settings: { ...train.settings, featureSet } };
}

/** What would be lost by leaving now. */
function runningWork({ train, evaluate, monitor }: Session): string | undefined {
  if (isTraining(train)) return 'training';
  return isRetraining(monitor) ? 'retraining' : evaluate.running;
}
