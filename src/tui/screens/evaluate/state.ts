import { defaultTask, type FeatureSetName, featureSetNames, type TargetName } from '../../../domain.ts';
import type { RollingSkill } from '../../../evaluation/skill.ts';
import { targets } from '../../../features/engineer.ts';
import type { EvaluationSummary } from '../../../results/evaluation.ts';
import { evaluationVerdict } from '../../../text/evaluated.ts';
import type { KeptEvaluation, WholeEvaluation } from '../../../training/find-evaluation.ts';
import type { Recipe, TunedOutcome } from '../../../training/tune.ts';
import type { Action } from '../../session/actions.ts';
import { neighbour } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';
import { type DefaultSets, defaultKey, startingSet, targetsOf, taskOf } from '../../session/task.ts';

export const evaluateViews = ['verdict', 'figures', 'equity', 'skill', 'reliability', 'search'] as const;
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

type BySet<Value> = Readonly<Partial<Record<FeatureSetName, Value>>>;

export interface EvaluateState {
  readonly featureSet: FeatureSetName;
  readonly running: WalkKind | undefined;
  readonly now: WalkNow | undefined;
  /** The newest walk-forwards of the market that is shown, of this session and earlier ones. */
  readonly evaluations: BySet<KeptEvaluation>;
  /** Whether those of earlier sessions were read. */
  readonly isRead: boolean;
  /** What the coin's direction and its large moves are worth, as far as they were walked. */
  readonly byTarget: readonly EvaluationSummary[];
  readonly tuned: TunedOutcome | undefined;
  readonly view: EvaluateView;
  /** The first line shown of a search that is longer than the window. */
  readonly top: number;
  /** The feature set that a coin's training form begins with, where one was chosen. */
  readonly defaults: DefaultSets;
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

export type EvaluateAction =
  | { readonly type: 'evaluated set moved'; readonly by: 1 | -1 }
  | { readonly type: 'evaluate view chosen'; readonly view: EvaluateView }
  | { readonly type: 'search scrolled'; readonly top: number }
  | { readonly type: 'walk asked'; readonly kind: WalkKind }
  | { readonly type: 'walk progressed'; readonly now: WalkNow }
  | { readonly type: 'walk cancelled' }
  | { readonly type: 'walk failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'walk done'; readonly evaluation: WholeEvaluation }
  | { readonly type: 'search done'; readonly tuned: TunedOutcome }
  | { readonly type: 'targets compared'; readonly byTarget: readonly EvaluationSummary[] }
  | {
      readonly type: 'evaluations read';
      readonly evaluations: BySet<KeptEvaluation>;
      readonly problem: EvaluateState['problem'];
    }
  | {
      readonly type: 'recipe applied';
      readonly coin: string;
      readonly target: TargetName;
      readonly recipe: Recipe;
    }
  | {
      readonly type: 'default set chosen';
      readonly coin: string;
      readonly target: TargetName;
      readonly featureSet: FeatureSetName;
    };

export const initialEvaluate: EvaluateState = {
  featureSet: 'classic',
  running: undefined,
  now: undefined,
  evaluations: {},
  isRead: false,
  byTarget: [],
  tuned: undefined,
  view: 'verdict',
  top: 0,
  defaults: {},
  message: undefined,
  problem: undefined,
};

export function reduceEvaluate(state: EvaluateState, action: Action, session: Session): EvaluateState {
  switch (action.type) {
    case 'restored': {
      const { defaultSets: defaults, market, settings, featureSet } = action.restored;
      return {
        ...state,
        defaults,
        featureSet: featureSet ?? startingSet(defaults, market.coin, settings.target),
      };
    }
    case 'market chosen': {
      const { coin } = action.market;
      const { target } = taskOf(session);
      const { defaults } = state;
      const isPossible = targetsOf(coin).includes(target);
      const featureSet = isPossible
        ? (defaults[defaultKey(coin, target)] ?? state.featureSet)
        : startingSet(defaults, coin, defaultTask.target);
      return { ...initialEvaluate, defaults, featureSet };
    }
    case 'task chosen': {
      const { target } = action.task;
      const { defaults } = state;
      const isSame = target === taskOf(session).target;
      const featureSet = isSame ? state.featureSet : startingSet(defaults, session.market.coin, target);
      return { ...initialEvaluate, defaults, view: state.view, byTarget: state.byTarget, featureSet };
    }
    case 'evaluated set moved': {
      const featureSet = neighbour(featureSetNames, state.featureSet, action.by);
      return { ...state, featureSet, message: undefined, problem: undefined };
    }
    case 'evaluate view chosen':
      return { ...state, view: action.view, top: 0, message: undefined };
    case 'search scrolled':
      return { ...state, top: action.top };
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
        evaluations: {
          ...state.evaluations,
          [evaluation.featureSet]: { summary: evaluation, whole: evaluation },
        },
        view: state.view === 'search' ? 'verdict' : state.view,
      };
    }
    case 'targets compared':
      return { ...state, byTarget: action.byTarget, isRead: false };
    case 'search done':
      return { ...stopped(state), tuned: action.tuned, view: 'search', top: 0, isRead: false };
    case 'training done':
    case 'retrained':
      return { ...state, isRead: false };
    case 'evaluations read':
      return {
        ...state,
        evaluations: withStandings(state.evaluations, action.evaluations),
        isRead: true,
        problem: action.problem ?? state.problem,
      };
    case 'recipe applied': {
      const { featureSet, l2, trainWindow } = action.recipe;
      const rows = trainWindow === null ? '' : ` and a window of ${trainWindow} rows`;
      return {
        ...state,
        featureSet,
        defaults: { ...state.defaults, [defaultKey(action.coin, action.target)]: featureSet },
        message: `Train is set to ${featureSet} with l2 ${l2}${rows}, and ${featureSet} is the default of ${action.coin}: 3, then Enter, trains it`,
      };
    }
    case 'default set chosen':
      return {
        ...state,
        defaults: { ...state.defaults, [defaultKey(action.coin, action.target)]: action.featureSet },
        message: defaultSentence(action),
      };
    default:
      return state;
  }
}

/** What the newest walk-forward or search came to, in a sentence. */
export function evaluateOutcome({ evaluate }: Session): string | undefined {
  const { problem, message, view, tuned } = evaluate;
  if (problem !== undefined) return `${problem.message}; ${problem.hint}.`;
  if (message !== undefined) return `${message}.`;
  if (view === 'search' && tuned !== undefined) return 'the search has ended.';
  const summary = evaluationOf(evaluate)?.summary;
  return summary && evaluationVerdict(summary);
}

export function isWalking({ running }: Pick<EvaluateState, 'running'>): boolean {
  return running !== undefined;
}

/** What is known of the feature set that is chosen. */
export function evaluationOf({ evaluations, featureSet }: EvaluateState): KeptEvaluation | undefined {
  return evaluations[featureSet];
}

/** What was walked in this session stays, and stands where the ledger that was read just now puts it. */
function withStandings(walked: BySet<KeptEvaluation>, read: BySet<KeptEvaluation>): BySet<KeptEvaluation> {
  const sets = featureSetNames.flatMap((featureSet) => {
    const own = walked[featureSet] ?? read[featureSet];
    return own ? [[featureSet, { ...own, standing: read[featureSet]?.standing }] as const] : [];
  });
  return Object.fromEntries(sets);
}

/** What a coin's default changes, and what it does not. */
function defaultSentence({
  coin,
  featureSet,
  target,
}: Extract<EvaluateAction, { type: 'default set chosen' }>): string {
  const own = `Train, Features and Evaluate begin with ${featureSet} for ${coin} now, and after a restart.`;
  return featureSet === targets[target].defaultFeatureSet
    ? own
    : `${own} Commands take --feature-set ${featureSet}.`;
}

function stopped(state: EvaluateState): EvaluateState {
  return { ...state, running: undefined, now: undefined };
}
