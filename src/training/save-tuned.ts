import type { Context } from '../context.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import { at } from '../learning/vector.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import type { NewLedgerEntry } from '../results/ledger-entry.ts';
import { paths } from '../workspace/workspace.ts';
import { enter } from './enter.ts';
import { additionsOfTuned } from './ledger-additions.ts';
import type { Tuned } from './tune.ts';

/**
 * Writes what a search brought in, and enters all that it tried into the ledger. Returns its choice with what this is
 * worth among all that were made.
 */
export async function saveTuned(tuned: Tuned, context: Context): Promise<NewLedgerEntry & Multiplicity> {
  context.signal.throwIfAborted();
  await storeCharts(context.workspace, tuned.market.retrieved, [paths.ledger]);
  const additions = additionsOfTuned(tuned);
  const standings = await enter(additions, context);
  const { choice, walks } = tuned;
  const chosen = walks.findIndex(
    ({ featureSet, settings }) =>
      featureSet === choice.featureSet &&
      settings.l2 === choice.l2 &&
      settings.trainWindow === choice.trainWindow,
  );
  return { ...at(additions, chosen).entry, ...at(standings, chosen) };
}
