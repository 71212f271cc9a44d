import type { FeatureSetName } from '../../../domain.ts';
import type { Binding, KeyMode } from '../../keys/binding.ts';
import { escapeKey, leftAndRight, scrollKeys } from '../../keys/motions.ts';
import { viewportIn } from '../../layout.ts';
import { neighbour } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';
import { defaultKey, taskOf } from '../../session/task.ts';
import { viewShown, viewsOf } from './layout.ts';
import { searchExtent } from './search.ts';
import { type EvaluateView, isWalking } from './state.ts';

function viewsIn({ evaluate, window }: Session): readonly EvaluateView[] {
  return viewsOf(evaluate, viewportIn(window));
}

function nextView(session: Session): EvaluateView {
  const shown = viewShown(session.evaluate, viewportIn(session.window));
  return neighbour(viewsIn(session), shown, 1);
}

/** The set that was chosen for the coin and target that are shown; undefined where none was. */
export function chosenDefault(session: Session): FeatureSetName | undefined {
  return session.evaluate.defaults[defaultKey(session.market.coin, taskOf(session).target)];
}

/** The keys of the Evaluate screen while nothing runs. */
const evaluateKeys: readonly Binding[] = [
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'walk',
    help: 'walk forward through all stored days with the feature set, and keep the verdict',
    action: { type: 'walk asked', kind: 'walk-forward' },
  },
  leftAndRight('the next or the previous feature set', 'set', (by) => ({ type: 'evaluated set moved', by })),
  {
    keys: ['v'],
    shown: 'v',
    label: 'view',
    help: 'the verdict, the figures, the equity, the skill over time, the reliability, the search',
    action: (session) => ({ type: 'evaluate view chosen', view: nextView(session) }),
    isForEyes: true,
    isOn: (session) => viewsIn(session).length > 1,
  },
  ...scrollKeys({
    what: 'the search',
    extentOf: searchExtent,
    topOf: ({ evaluate }) => evaluate.top,
    to: (top) => ({ type: 'search scrolled', top }),
  }),
  {
    keys: ['t'],
    shown: 't',
    label: 'tune',
    help: 'search feature sets, penalties and windows, and show what it would choose',
    action: { type: 'walk asked', kind: 'search' },
  },
  {
    keys: ['a'],
    shown: 'a',
    label: 'apply choice',
    help: 'take the search’s choice: its set, l2 and window for Train, its set as the default of this coin',
    action: (session) => {
      const { tuned } = session.evaluate;
      const { target } = taskOf(session);
      return tuned && { type: 'recipe applied', coin: session.market.coin, target, recipe: tuned.choice };
    },
    isOn: (session) => session.evaluate.tuned !== undefined && session.evaluate.view === 'search',
  },
  {
    keys: ['u'],
    shown: 'u',
    label: 'default',
    help: 'begin Train, Features and Evaluate with this set for this coin, in later sessions, too; commands take --feature-set',
    action: (session) => ({
      type: 'default set chosen',
      coin: session.market.coin,
      target: taskOf(session).target,
      featureSet: session.evaluate.featureSet,
    }),
    isOn: (session) => chosenDefault(session) !== session.evaluate.featureSet,
  },
];

/** The keys of the Evaluate screen while a walk-forward or a search runs. */
const evaluatingKeys: readonly Binding[] = [
  escapeKey('cancel', 'cancel; nothing is kept', { type: 'walk cancelled' }),
];

const looking: KeyMode = { title: 'Evaluate', keys: evaluateKeys, common: 'all' };
const walking: KeyMode = { title: 'Evaluate, while it walks', keys: evaluatingKeys, common: 'all' };

export const evaluateModes = [looking, walking];

export function evaluateMode({ evaluate }: Session): KeyMode {
  return isWalking(evaluate) ? walking : looking;
}
