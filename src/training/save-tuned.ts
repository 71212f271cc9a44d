import type { Context } from '../context.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { paths } from '../workspace/workspace.ts';
import { enter } from './enter.ts';
import { additionsOfTuned } from './ledger-additions.ts';
import type { Tuned } from './tune.ts';

/** Writes what a search brought in, and enters all that it tried into the ledger. */
export async function saveTuned(tuned: Tuned, context: Context): Promise<void> {
  context.signal.throwIfAborted();
  await storeCharts(context.workspace, tuned.market.retrieved, [paths.ledger]);
  await enter(additionsOfTuned(tuned), context);
}
