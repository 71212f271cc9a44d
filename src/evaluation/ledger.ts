import type { IsoDate } from '../domain.ts';
import { at, type Vector } from '../learning/vector.ts';
import type { BootstrapSettings } from './bootstrap.ts';
import { holm } from './holm.ts';
import { superiorPredictiveAbility } from './superior-predictive-ability.ts';

/** What of an entry of the ledger decides what it is worth among the others. */
export interface TriedRecipe {
  /** The same for the same recipe on other data. */
  readonly recipe: string;
  readonly pValue: number | null;
}

/** What the number of recipes that were tried does to a p-value. */
export interface Multiplicity {
  /** How many recipes were tried. */
  readonly evaluations: number;
  /** Which of them it is, in the order in which their newest entries were made; the newest where none is given. */
  readonly place?: number;
  /** The p-value by Holm's correction over all of them; null where it has none. */
  readonly pValueHolm: number | null;
}

/** The newest entry of each recipe, in the order in which these were entered. */
export function newestOfEach<Entry extends Pick<TriedRecipe, 'recipe'>>(
  entries: readonly Entry[],
): readonly Entry[] {
  const newest = new Map<string, Entry>();
  for (const entry of entries) {
    newest.delete(entry.recipe);
    newest.set(entry.recipe, entry);
  }
  return [...newest.values()];
}

/**
 * What each of the recipes tried on one question is worth among them, in their order. One without a p-value counts as
 * tried, with a p of 1.
 */
export function multiplicities(tried: readonly TriedRecipe[]): readonly Multiplicity[] {
  const corrected = holm(tried.map(({ pValue }) => pValue ?? 1));
  return tried.map(({ pValue }, i) => ({
    evaluations: tried.length,
    place: i + 1,
    pValueHolm: pValue === null ? null : at(corrected, i),
  }));
}

/** By what a recipe's log loss was lower than the benchmark's on a day. */
export interface DayDifference {
  readonly date: IsoDate;
  readonly difference: number;
}

const LEAST_SHARED_DAYS = 30;

/**
 * The p-value of Hansen's test of superior predictive ability over recipes, on the days that all of them share; null
 * where these are under 30, or no recipe differs from its benchmark.
 */
export function bestOfAll(
  recipes: readonly (readonly DayDifference[])[],
  settings: BootstrapSettings,
): number | null {
  const [first = [], ...others] = recipes.map((days) => days.map(({ date }) => date));
  const known = others.map((dates) => new Set(dates));
  const shared = new Set(first.filter((date) => known.every((dates) => dates.has(date))));
  if (shared.size < LEAST_SHARED_DAYS) return null;
  const series = recipes.map(
    (days): Vector => days.filter(({ date }) => shared.has(date)).map(({ difference }) => difference),
  );
  return superiorPredictiveAbility(series, settings)?.pValue ?? null;
}
