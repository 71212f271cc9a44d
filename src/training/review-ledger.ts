import type { MarketTarget } from '../domain.ts';
import {
  bestOfAll,
  type DayDifference,
  type Multiplicity,
  multiplicities,
  newestOfEach,
} from '../evaluation/ledger.ts';
import { at } from '../learning/vector.ts';
import { entryFrom, type LedgerEntry, type Recipe, recipeId } from '../results/ledger-entry.ts';
import { type LedgerAddition, readLedger, readLedgerDays } from '../workspace/ledger.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** An entry with what it is worth among those that ask the same of the same market. */
export type ReviewedEntry = LedgerEntry & Multiplicity;

/** All that was asked of one market and target: tests of signals apart from the rest. */
export interface Question {
  readonly coins: readonly string[];
  readonly vsCurrency: string;
  readonly target: string;
  readonly isTest: boolean;
  /** The newest of each recipe, in the order in which they were entered. */
  readonly entries: readonly ReviewedEntry[];
  /** Of Hansen's test over the walk-forwards that share at least 30 days; null where there are none such. */
  readonly pValueSpa: number | null;
}

export interface ReviewedLedger {
  readonly questions: readonly Question[];
  /** Lines of the ledger that are no entries, and lines that were edited. */
  readonly unreadable: readonly number[];
  readonly edited: readonly number[];
}

const BOOTSTRAP = { seed: 1, resamples: 10_000 };

/** Every evaluation made in a workspace, question by question, each corrected for the number of recipes tried. */
export async function reviewLedger(workspace: Workspace): Promise<ReviewedLedger> {
  const { entries, unreadable, edited } = await readLedger(workspace);
  const questions: Question[] = [];
  for (const own of byQuestion(entries)) {
    const asked = reviewed(own);
    const { recipe } = at(asked, 0);
    const { coins, vsCurrency, target } = recipe;
    const isTest = recipe.scheme === 'signal_test';
    questions.push({
      coins,
      vsCurrency,
      target,
      isTest,
      entries: asked,
      pValueSpa: await spaOf(workspace, asked),
    });
  }
  return { questions, unreadable, edited };
}

/** What was tried on one market and target: tests of signals, and everything else. */
export interface Asked {
  readonly tests: readonly ReviewedEntry[];
  readonly others: readonly ReviewedEntry[];
}

export async function askedOf(
  workspace: Workspace,
  { coin, vsCurrency, target }: MarketTarget,
): Promise<Asked> {
  const { entries } = await readLedger(workspace, [coin]);
  const own = entries.filter(({ recipe }) => recipe.vsCurrency === vsCurrency && recipe.target === target);
  const isTest = ({ recipe }: LedgerEntry) => recipe.scheme === 'signal_test';
  return { tests: reviewed(own.filter(isTest)), others: reviewed(own.filter((each) => !isTest(each))) };
}

/** What entries are worth among all that ask the same of the same market, in their order. */
export async function standingOf(
  workspace: Workspace,
  entries: readonly LedgerEntry[],
): Promise<readonly Multiplicity[]> {
  const known = new Map<string, ReadonlyMap<string, ReviewedEntry>>();
  const standing: Multiplicity[] = [];
  for (const { recipe } of entries) {
    const question = questionOf(recipe);
    const asked = known.get(question) ?? (await askedLike(recipe, workspace));
    known.set(question, asked);
    standing.push(asked.get(recipeId(recipe)) ?? { evaluations: asked.size, pValueHolm: null });
  }
  return standing;
}

/** All that asks the same of the same market, by recipe. */
async function askedLike(recipe: Recipe, workspace: Workspace): Promise<ReadonlyMap<string, ReviewedEntry>> {
  const { entries } = await readLedger(workspace, recipe.coins);
  const own = entries.filter((each) => questionOf(each.recipe) === questionOf(recipe));
  return new Map(reviewed(own).map((each) => [recipeId(each.recipe), each]));
}

/** What an entry would be worth among all that ask the same of the same market, were it entered; and what all are. */
export async function standingWith(
  workspace: Workspace,
  { entry: asNew, days }: LedgerAddition,
  now: string,
): Promise<Multiplicity & Pick<Question, 'pValueSpa'>> {
  const entry = entryFrom(asNew, now);
  const { entries } = await readLedger(workspace, entry.recipe.coins);
  const asked = reviewed([
    ...entries.filter(({ recipe }) => questionOf(recipe) === questionOf(entry.recipe)),
    entry,
  ]);
  const { evaluations, pValueHolm } = at(asked, asked.length - 1);
  return { evaluations, pValueHolm, pValueSpa: await spaOf(workspace, asked, new Map([[entry.id, days]])) };
}

/** What is asked: the same of the same market has one name. */
function questionOf({ coins, vsCurrency, target, scheme }: Recipe): string {
  return [coins.toSorted().join(), vsCurrency, target, scheme === 'signal_test'].join(' ');
}

/** The entries that ask the same of the same market together, each in the order in which they were entered. */
function byQuestion(entries: readonly LedgerEntry[]): readonly (readonly LedgerEntry[])[] {
  const questions = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const question = questionOf(entry.recipe);
    const asked = questions.get(question);
    if (asked === undefined) questions.set(question, [entry]);
    else asked.push(entry);
  }
  return [...questions.values()];
}

function reviewed(asked: readonly LedgerEntry[]): readonly ReviewedEntry[] {
  const tried = newestOfEach(
    asked.map((entry) => ({ entry, recipe: recipeId(entry.recipe), pValue: entry.pValue })),
  );
  const worth = multiplicities(tried);
  return tried.map(({ entry }, i) => ({ ...entry, ...at(worth, i) }));
}

/** `held` are the days of entries that are not in the ledger yet. */
async function spaOf(
  workspace: Workspace,
  entries: readonly LedgerEntry[],
  held: ReadonlyMap<string, readonly DayDifference[]> = new Map(),
): Promise<number | null> {
  const walked = entries.filter(
    ({ recipe: { scheme } }) => scheme === 'walk_forward' || scheme === 'signal_test',
  );
  const days: (readonly DayDifference[])[] = [];
  for (const entry of walked) {
    const own = held.get(entry.id) ?? (await readLedgerDays(workspace, entry));
    if (own !== undefined && own.length > 0) days.push(own);
  }
  return bestOfAll(days, BOOTSTRAP);
}
