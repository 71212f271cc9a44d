import { defaultTask, type FeatureSetName } from '../../../domain.ts';
import { at } from '../../../learning/vector.ts';
import { type CurvePoint, defaultSettings, type TrainSettings } from '../../../run.ts';
import { verdictSentence } from '../../../text/sentences.ts';
import type { Doubt } from '../../../training/takes-over.ts';
import { isInUse } from '../../../workspace/in-use.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import type { Action } from '../../session/actions.ts';
import { clamp, neighbour } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';
import { defaultKey, startingSet, targetsOf } from '../../session/task.ts';
import { changeSetting, type TrainField, trainFields } from './settings.ts';

/** Where a training is after its newest epoch, as the screen needs it. */
export interface TrainingNow {
  readonly epoch: number;
  readonly gradientNorm: number;
  readonly train: number;
  readonly test: number;
  readonly epochsPerSecond: number;
  /** The share of the way to the tolerance, in orders of magnitude of the gradient. */
  readonly share: number;
  /** undefined where it cannot be told yet. */
  readonly secondsLeft: number | undefined;
}

/** What the epochs that were made already reach, those that are not drawn yet among them. */
export interface Ahead {
  readonly epoch: number;
  /** The least and the greatest loss. */
  readonly low: number;
  readonly high: number;
  /** The greatest magnitude of a weight. */
  readonly weight: number;
}

/** In how many seconds a training is drawn, from the slowest to at once. */
export const drawingSeconds = [8, 4, 2, 1, 0.5, 0] as const;
export type DrawingSeconds = (typeof drawingSeconds)[number];

export interface TrainingRows {
  readonly features: readonly string[];
  readonly train: number;
  readonly test: number;
  readonly baseRateLoss: number;
}

/** The pages of what a training came to. */
export const trainPages = ['loss', 'metrics', 'weights'] as const;

export type TrainStage = 'form' | 'running' | 'paused' | 'result';

export interface TrainState {
  readonly stage: TrainStage;
  readonly settings: TrainSettings;
  readonly field: TrainField;
  readonly rows: TrainingRows | undefined;
  /** The epochs that are drawn. */
  readonly curve: readonly CurvePoint[];
  /** After the newest of them. */
  readonly weights: readonly number[];
  readonly ahead: Ahead | undefined;
  readonly drawingSeconds: DrawingSeconds;
  readonly now: TrainingNow | undefined;
  readonly isLogarithmic: boolean;
  readonly result: SavedRun | undefined;
  /** What speaks against the result: it replaces no run that is in use. */
  readonly doubts: readonly Doubt[];
  /** Whether the result is in use. */
  readonly isUsed: boolean;
  readonly page: (typeof trainPages)[number];
  /** A run whose curve lies under the one that is trained. */
  readonly overlay: SavedRun | undefined;
  /** The run under the cursor of the list that an overlay is chosen from, while that is open. */
  readonly picker: number | undefined;
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

/** What is typed into: a setting. */
export interface TrainTarget {
  readonly kind: 'train';
  readonly field: TrainField;
}

export type TrainAction =
  | { readonly type: 'train field moved'; readonly by: 1 | -1 }
  | { readonly type: 'setting changed'; readonly by: 1 | -1 }
  | { readonly type: 'setting typed'; readonly settings: TrainSettings }
  | { readonly type: 'training asked' }
  | { readonly type: 'training prepared'; readonly rows: TrainingRows }
  | {
      readonly type: 'training progressed';
      readonly points: readonly CurvePoint[];
      readonly weights: readonly number[];
      readonly now: TrainingNow;
      readonly ahead: Ahead;
    }
  | { readonly type: 'training paused' }
  | { readonly type: 'training resumed' }
  | { readonly type: 'training stepped' }
  | { readonly type: 'training cancel asked' }
  | { readonly type: 'training cancelled' }
  | {
      readonly type: 'training done';
      readonly run: SavedRun;
      readonly doubts: readonly Doubt[];
      readonly isUsed: boolean;
      /** What its epochs reach, where some are still to be drawn for somebody who watches. */
      readonly undrawn?: Ahead | undefined;
    }
  /** Its end is shown. */
  | { readonly type: 'training drawn' }
  | { readonly type: 'drawing paced'; readonly by: 1 | -1 }
  | { readonly type: 'training failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'train form shown' }
  | { readonly type: 'train page turned' }
  | { readonly type: 'epochs scaled' }
  | { readonly type: 'overlay picker opened' }
  | { readonly type: 'overlay picker moved'; readonly by: 1 | -1 }
  | { readonly type: 'overlay picker closed' }
  | { readonly type: 'overlay chosen'; readonly run: SavedRun | undefined };

export const initialTrain: TrainState = {
  stage: 'form',
  settings: defaultSettings,
  field: 'target',
  rows: undefined,
  curve: [],
  weights: [],
  ahead: undefined,
  drawingSeconds: 2,
  now: undefined,
  isLogarithmic: false,
  result: undefined,
  doubts: [],
  isUsed: false,
  page: 'loss',
  overlay: undefined,
  picker: undefined,
  message: undefined,
  problem: undefined,
};

export function reduceTrain(state: TrainState, action: Action, session: Session): TrainState {
  switch (action.type) {
    case 'train field moved': {
      const place = trainFields.findIndex(({ name }) => name === state.field);
      return {
        ...state,
        field: trainFields[clamp(place + action.by, trainFields.length)]?.name ?? state.field,
      };
    }
    case 'setting changed':
      return {
        ...state,
        settings: changeSetting(state.settings, state.field, action.by),
        problem: undefined,
      };
    case 'task chosen': {
      if (isTraining(state)) return state;
      const { task } = action;
      const isOther = task.target !== state.settings.target;
      const featureSet = isOther
        ? startingSet(session.evaluate.defaults, session.market.coin, task.target)
        : state.settings.featureSet;
      const own = { ...state, settings: { ...state.settings, ...task, featureSet } };
      return isOther ? { ...own, stage: 'form', overlay: undefined, problem: undefined } : own;
    }
    case 'setting typed':
      return { ...state, settings: action.settings, problem: undefined };
    case 'training asked':
      if (isTraining(state)) return state;
      return {
        ...state,
        stage: 'running',
        rows: undefined,
        curve: [],
        weights: [],
        ahead: undefined,
        now: undefined,
        result: undefined,
        page: 'loss',
        message: undefined,
        problem: undefined,
      };
    case 'training prepared':
      return { ...state, rows: action.rows };
    case 'training progressed':
      return {
        ...state,
        curve: thinned([...state.curve, ...action.points]),
        weights: action.weights,
        now: action.now,
        ahead: action.ahead,
      };
    case 'training paused':
      return state.stage === 'running' ? { ...state, stage: 'paused' } : state;
    case 'training stepped':
      return isTraining(state) || isDrawing(state) ? { ...state, stage: 'paused' } : state;
    case 'training resumed':
      return state.stage === 'paused' ? { ...state, stage: 'running' } : state;
    case 'training cancelled':
      return { ...state, stage: 'form', message: 'training cancelled; nothing was saved' };
    case 'training done':
      return done(state, action);
    case 'training drawn':
      return isDrawing(state)
        ? { ...state, stage: 'result', curve: state.result?.curve ?? state.curve }
        : state;
    case 'drawing paced': {
      const place = drawingSeconds.indexOf(state.drawingSeconds);
      return {
        ...state,
        drawingSeconds: at(drawingSeconds, clamp(place + action.by, drawingSeconds.length)),
      };
    }
    case 'runs listed':
      return state.result === undefined ? state : { ...state, isUsed: isInUse(state.result, action.list) };
    case 'training failed':
      return { ...state, stage: 'form', problem: { message: action.message, hint: action.hint } };
    case 'train form shown':
      return { ...state, stage: 'form', message: undefined };
    case 'train page turned':
      return { ...state, page: neighbour(trainPages, state.page, 1) };
    case 'epochs scaled':
      return { ...state, isLogarithmic: !state.isLogarithmic };
    case 'overlay chosen':
      // It lies in the chart of the loss: chosen from another page, it is shown there.
      return { ...state, overlay: action.run, picker: undefined, page: 'loss' };
    case 'overlay picker opened':
      return { ...state, picker: 0 };
    case 'overlay picker moved': {
      const last = overlayRuns(session).length;
      return state.picker === undefined ? state : { ...state, picker: clamp(state.picker + action.by, last) };
    }
    case 'overlay picker closed':
      return { ...state, picker: undefined };
    case 'restored':
      return { ...state, settings: action.restored.settings, drawingSeconds: action.restored.drawingSeconds };
    case 'recipe applied': {
      const { featureSet, l2, trainWindow: window } = action.recipe;
      return withSettings(state, { featureSet, l2, window });
    }
    case 'default set chosen':
      return withFeatureSet(state, action.featureSet);
    case 'market chosen': {
      const { coin } = action.market;
      const task = targetsOf(coin).includes(state.settings.target)
        ? state
        : {
            ...state,
            settings: { ...state.settings, ...defaultTask, featureSet: defaultSettings.featureSet },
          };
      const own = withFeatureSet(task, session.evaluate.defaults[defaultKey(coin, task.settings.target)]);
      return isTraining(own) ? own : { ...own, stage: 'form', overlay: undefined, problem: undefined };
    }
    default:
      return state;
  }
}

/** The training form with a feature set that was chosen for its coin. */
function withFeatureSet(state: TrainState, featureSet: FeatureSetName | undefined): TrainState {
  return featureSet === undefined ? state : withSettings(state, { featureSet });
}

/** The runs that can lie under the chart: the one that it shows is none of them. */
export function overlayRuns({ train, runs }: Pick<Session, 'train' | 'runs'>): readonly SavedRun[] {
  const shown = train.stage === 'result' ? train.result?.id : undefined;
  return (runs.list?.runs ?? []).filter(({ id }) => id !== shown);
}

/** The training form with settings that were chosen elsewhere; a training that runs keeps its own. */
function withSettings(state: TrainState, chosen: Partial<TrainSettings>): TrainState {
  return isTraining(state) ? state : { ...state, stage: 'form', settings: { ...state.settings, ...chosen } };
}

/** What the newest training came to, in a sentence. */
export function trainOutcome({ train: { result, problem, message } }: Session): string | undefined {
  if (problem !== undefined) return `${problem.message}; ${problem.hint}.`;
  return result === undefined ? message : verdictSentence(result);
}

export function isTraining({ stage, result }: Pick<TrainState, 'stage' | 'result'>): boolean {
  return (stage === 'running' || stage === 'paused') && result === undefined;
}

/** Whether a training is over and saved, and its epochs are still being drawn. */
export function isDrawing({ stage, result }: Pick<TrainState, 'stage' | 'result'>): boolean {
  return (stage === 'running' || stage === 'paused') && result !== undefined;
}

function done(state: TrainState, { run, doubts, isUsed, undrawn }: Done): TrainState {
  const ended = { ...state, result: run, doubts, isUsed };
  if (undrawn !== undefined && isTraining(state)) return { ...ended, ahead: undrawn };
  return { ...ended, stage: 'result', curve: run.curve };
}

type Done = Extract<TrainAction, { type: 'training done' }>;

const MOST_POINTS = 1024;

/** Every second point, as often as it takes; the first and the newest stay. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= MOST_POINTS) return points;
  return thinned(points.filter((_, i) => i % 2 === 0 || i === points.length - 1));
}
