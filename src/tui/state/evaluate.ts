import { type FeatureSetName, featureSetNames } from '../../domain.ts';
import type { RollingSkill } from '../../evaluation/skill.ts';
import type { Evaluation } from '../../pipeline/evaluate.ts';
import type { Tuned } from '../../pipeline/tune.ts';
import type { EvaluationSummary } from '../../workspace/documents/evaluation-document.ts';
import type { Room } from '../layout.ts';
import type { Action } from './actions.ts';

export const evaluateViews = ['verdict', 'equity', 'skill', 'reliability', 'search'] as const;
export type EvaluateView = (typeof evaluateViews)[number];

/** How far a walk-forward or a search is, as the screen needs it. */
export interface WalkNow {
  readonly featureSet: FeatureSetName;
  readonly fold: number;
  readonly folds: number;
  /** The share of all work that is done. */
  readonly done: number;
  readonly secondsLeft: number;
  /** Of the folds that have arrived; empty in a search, which walks many times. */
  readonly rolling: readonly RollingSkill[];
}

export type WalkKind = 'walk-forward' | 'search';

const WHOLE_ROWS = 32;

type BySet<Value> = Readonly<Partial<Record<FeatureSetName, Value>>>;

export interface EvaluateState {
  readonly featureSet: FeatureSetName;
  readonly running: WalkKind | undefined;
  readonly now: WalkNow | undefined;
  /** What this session came to, of the market that is shown. */
  readonly results: BySet<Evaluation>;
  /** What is kept of earlier walk-forwards; undefined until it is read. */
  readonly saved: BySet<EvaluationSummary> | undefined;
  readonly tuned: Tuned | undefined;
  readonly view: EvaluateView;
  /** The feature set that a coin's training form begins with, where one was chosen. */
  readonly defaults: Readonly<Record<string, FeatureSetName>>;
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

export type EvaluateAction =
  | { readonly type: 'evaluated set moved'; readonly by: 1 | -1 }
  | { readonly type: 'evaluate view turned'; readonly views: readonly EvaluateView[] }
  | { readonly type: 'walk asked'; readonly kind: WalkKind }
  | { readonly type: 'walk progressed'; readonly now: WalkNow }
  | { readonly type: 'walk cancelled' }
  | { readonly type: 'walk failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'walk done'; readonly evaluation: Evaluation }
  | { readonly type: 'search done'; readonly tuned: Tuned }
  | {
      readonly type: 'evaluations read';
      readonly saved: BySet<EvaluationSummary>;
      readonly problem: EvaluateState['problem'];
    }
  | { readonly type: 'default set chosen'; readonly coin: string; readonly featureSet: FeatureSetName };

export const initialEvaluate: EvaluateState = {
  featureSet: 'classic',
  running: undefined,
  now: undefined,
  results: {},
  saved: undefined,
  tuned: undefined,
  view: 'verdict',
  defaults: {},
  message: undefined,
  problem: undefined,
};

export function reduceEvaluate(state: EvaluateState, action: Action): EvaluateState {
  switch (action.type) {
    case 'restored':
      return {
        ...state,
        defaults: action.restored.defaultSets,
        featureSet: action.restored.defaultSets[action.restored.market.coin] ?? state.featureSet,
      };
    case 'market chosen':
      return {
        ...initialEvaluate,
        defaults: state.defaults,
        featureSet: state.defaults[action.market.coin] ?? state.featureSet,
      };
    case 'evaluated set moved': {
      const place = featureSetNames.indexOf(state.featureSet) + action.by + featureSetNames.length;
      const featureSet = featureSetNames[place % featureSetNames.length] ?? state.featureSet;
      return { ...state, featureSet, message: undefined, problem: undefined };
    }
    case 'evaluate view turned': {
      const { views } = action;
      const view = views[(views.indexOf(viewShown(state)) + 1) % views.length] ?? 'verdict';
      return { ...state, view, message: undefined };
    }
    case 'walk asked':
      if (isWalking(state)) return state;
      return { ...state, running: action.kind, now: undefined, message: undefined, problem: undefined };
    case 'walk progressed':
      return isWalking(state) ? { ...state, now: action.now } : state;
    case 'walk cancelled':
      return isWalking(state)
        ? { ...stopped(state), message: `${state.running} cancelled; nothing was kept` }
        : state;
    case 'walk failed':
      return { ...stopped(state), problem: { message: action.message, hint: action.hint } };
    case 'walk done': {
      const { evaluation } = action;
      return {
        ...stopped(state),
        results: { ...state.results, [evaluation.featureSet]: evaluation },
        view: state.view === 'search' ? 'verdict' : state.view,
      };
    }
    case 'search done':
      return { ...stopped(state), tuned: action.tuned, view: 'search' };
    case 'evaluations read':
      return { ...state, saved: action.saved, problem: action.problem ?? state.problem };
    case 'default set chosen':
      return {
        ...state,
        defaults: { ...state.defaults, [action.coin]: action.featureSet },
        message: `${action.featureSet} is ${action.coin}’s default now: Train begins with it`,
      };
    default:
      return state;
  }
}

export function isWalking({ running }: Pick<EvaluateState, 'running'>): boolean {
  return running !== undefined;
}

/** The views that there is something to show in: curves are of this session, a saved verdict has none. */
export function viewsOf({ results, featureSet, tuned }: EvaluateState): readonly EvaluateView[] {
  const hasCurves = results[featureSet] !== undefined;
  return evaluateViews.filter((view) =>
    view === 'verdict' ? true : view === 'search' ? tuned !== undefined : hasCurves,
  );
}

/** Whether all views but the search are shown at once. */
export function isShownWhole({ results, featureSet }: EvaluateState, room: Room): boolean {
  return results[featureSet] !== undefined && room.kind === 'wide' && room.height >= WHOLE_ROWS;
}

/** The view that is shown, where the one that was chosen has nothing to show. */
export function viewShown(state: EvaluateState): EvaluateView {
  return viewsOf(state).includes(state.view) ? state.view : 'verdict';
}

function stopped(state: EvaluateState): EvaluateState {
  return { ...state, running: undefined, now: undefined };
}
