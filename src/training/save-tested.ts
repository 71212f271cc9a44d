import type { Context } from '../context.ts';
import type { PairedLoss } from '../evaluation/signal-test.ts';
import type { Signal } from '../features/signals/signal.ts';
import { at } from '../learning/vector.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { sha256 } from '../results/checksummed.ts';
import type { LedgerEntry } from '../results/ledger-entry.ts';
import { fingerprintOf } from '../results/signal.ts';
import type { LedgerAddition } from '../workspace/ledger.ts';
import { paths } from '../workspace/workspace.ts';
import { enter } from './enter.ts';
import { additionOf, dataOf } from './ledger-additions.ts';
import type { PreparedMarket } from './prepare.ts';
import { standingWith } from './review-ledger.ts';
import { type AskLedger, setNameOf, type Tested, type TestSettings } from './test-signals.ts';

/** What was tested, and how. */
export interface TestRecipe {
  readonly signals: readonly Signal[];
  readonly settings: TestSettings;
}

/** What the ledger makes of the losses of a test among the tests that were made before. */
export function ledgerOf(recipe: TestRecipe, { workspace, now }: Context): AskLedger {
  return (markets, losses) =>
    standingWith(workspace, additionOfTest(recipe, markets, losses), now().toISOString());
}

/** Writes what a test brought in, and enters it into the ledger: each coin and, of several, all of them pooled. */
export async function saveTested(
  { markets, losses, pooledLosses }: Tested,
  recipe: TestRecipe,
  context: Context,
): Promise<void> {
  const { workspace, signal } = context;
  signal.throwIfAborted();
  const retrieved = markets.flatMap((market) => market.retrieved);
  await storeCharts(workspace, retrieved, [paths.ledger]);
  const additions = markets.map((market, i) => additionOfTest(recipe, [market], at(losses, i)));
  const pooled = markets.length > 1 ? [additionOfTest(recipe, markets, pooledLosses)] : [];
  await enter([...additions, ...pooled], context);
}

/** The entry of a test: by what the forecasts of each day cost less with the signals. */
function additionOfTest(
  { signals, settings }: TestRecipe,
  markets: readonly PreparedMarket[],
  losses: readonly PairedLoss[],
): LedgerAddition {
  const featureSet = setNameOf(settings);
  const { l2, halfLife, window, initialTrain, step, carry, target } = settings;
  return additionOf({
    command: 'test',
    recipe: {
      coins: markets.map(({ chart }) => chart.coin).toSorted(),
      vsCurrency: at(markets, 0).chart.vsCurrency,
      target,
      scheme: 'signal_test',
      featureSet: featureSet === 'none' ? null : featureSet,
      settings: { carry, l2, half_life: halfLife, window, initial_train: initialTrain, step },
      signals: signals.map((signal) => ({
        name: signal.name,
        fingerprint: fingerprintOf(signal).replace('sha256:', ''),
      })),
    },
    data: dataOfAll(markets),
    days: losses.map((day) => ({ date: day.date, difference: day.without - day.with })),
  });
}

function dataOfAll(markets: readonly PreparedMarket[]): LedgerEntry['data'] {
  const all = markets.map((market) => dataOf(market, market.chart.source));
  if (all.length === 1) return at(all, 0);
  const dates = all.flatMap(({ from, to }) => [from, to]).toSorted();
  return {
    source: at(all, 0).source,
    from: at(dates, 0),
    to: at(dates, dates.length - 1),
    days: all.reduce((sum, { days }) => sum + days, 0),
    fingerprint: sha256(JSON.stringify(all.map(({ fingerprint }) => fingerprint))),
  };
}
