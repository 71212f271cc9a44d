import { type FeatureSetName, type TargetName, type Task, targetNames } from '../../domain.ts';
import { targets } from '../../features/engineer.ts';
import { neighbour } from './place.ts';
import type { Session } from './session.ts';

/** The feature sets that screens begin with, by coin and target, where one was chosen. */
export type DefaultSets = Readonly<Record<string, FeatureSetName>>;

/** What is forecast on every screen: the form of Train holds it. */
export function taskOf({ train }: Pick<Session, 'train'>): Task {
  const { target, delay } = train.settings;
  return { target, delay };
}

/** Under which name the default set of a coin and target is kept: of the direction, the coin's alone. */
export function defaultKey(coin: string, target: TargetName): string {
  return target === 'direction' ? coin : `${coin} ${target}`;
}

/** The set that screens begin with: the one that was chosen for the coin and target, else the target's own. */
export function startingSet(sets: DefaultSets, coin: string, target: TargetName): FeatureSetName {
  return sets[defaultKey(coin, target)] ?? targets[target].defaultFeatureSet;
}

/** The targets that a coin can have: bitcoin does not beat itself. */
export function targetsOf(coin: string): readonly TargetName[] {
  return targetNames.filter((name) => targets[name].companion !== coin);
}

/** The target beside the one that is forecast, among those that the coin can have. */
export function neighbourTarget({ train, market }: Session, by: 1 | -1): TargetName {
  return neighbour(targetsOf(market.coin), train.settings.target, by);
}

/** Whether another market or another target is shown than before. */
export function isElsewhere(before: Session, after: Session): boolean {
  const [one, other] = [taskOf(before), taskOf(after)];
  return before.market !== after.market || one.target !== other.target || one.delay !== other.delay;
}
