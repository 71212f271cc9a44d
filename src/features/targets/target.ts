import type { Day, FeatureSetName, Label, TargetName } from '../../domain.ts';
import { at } from '../../learning/vector.ts';
import type { Column } from '../windows.ts';

/** The days of a market and, where something looks at another one beside it, the days of that. */
export interface MarketDays {
  readonly days: readonly Day[];
  readonly companion?: readonly Day[] | undefined;
}

/** What is forecast of a day. Another target is one more file like `direction.ts`. */
export interface Target {
  readonly name: TargetName;
  readonly defaultFeatureSet: FeatureSetName;
  /** The coin that it compares with, whose days it needs; null for most. */
  readonly companion: 'bitcoin' | null;
  /** Whether each day came out as the target asks, by its move from the day before; null where that is unknown. */
  readonly outcomes: (market: MarketDays) => readonly (Label | null)[];
  /** What a position is worth on each day; null where the target is none to hold a position by. */
  readonly worth: ((market: MarketDays) => Column) | null;
  /** The move of tomorrow, up or down, that it takes, as a difference of logarithms; for a target of sizes alone. */
  readonly thresholds?: (days: readonly Day[]) => Column;
}

/** A target over days. */
export interface TargetDays {
  /** Whether it comes tomorrow; null where that is unknown, or a price behind it was filled. */
  readonly labels: readonly (Label | null)[];
  /** Whether it came today: what persistence expects of tomorrow. */
  readonly persistence: readonly Label[];
}

/** The label and the persistence of each day: tomorrow's outcome and today's. */
export function labelDays(target: Target, market: MarketDays): TargetDays {
  const outcomes = target.outcomes(market);
  const observed = observedDays(target, market);
  return {
    labels: market.days.map((_, t) => (observed[t] && observed[t + 1] ? at(outcomes, t + 1) : null)),
    persistence: outcomes.map((outcome) => outcome ?? 0),
  };
}

/** On which days every price that a target looks at was observed. */
function observedDays({ companion }: Target, market: MarketDays): readonly boolean[] {
  const isObserved = ({ filled }: Day) => filled.price === undefined;
  if (companion === null) return market.days.map(isObserved);
  const beside = new Set(market.companion?.filter(isObserved).map(({ date }) => date));
  return market.days.map((day) => isObserved(day) && beside.has(day.date));
}

/** 1 where a is greater than b, 0 where it is not, null where either is unknown. */
export function isGreater(a: Column, b: Column): readonly (Label | null)[] {
  return a.map((value, t) => {
    const other = at(b, t);
    return Number.isNaN(value) || Number.isNaN(other) ? null : value > other ? 1 : 0;
  });
}
