import type { Context } from '../context.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import { enterIntoLedger, type LedgerAddition } from '../workspace/ledger.ts';
import { standingOf } from './review-ledger.ts';

/** Enters evaluations into the ledger; says of each what it is worth among all that were made. */
export async function enter(
  additions: readonly LedgerAddition[],
  { workspace, now }: Context,
): Promise<readonly Multiplicity[]> {
  const entries = await enterIntoLedger(workspace, additions, now().toISOString());
  return standingOf(workspace, entries);
}
