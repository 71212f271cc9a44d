import { listen } from '../../../async.ts';
import type { Market } from '../../../domain.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { ask } from '../../effects/ask.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { fetchInto } from '../data/effects.ts';
import type { MarketRow, Round } from './state.ts';

export const overviewEffects: CreateEffects = ({ job, getState }) => {
  const [listing, rounding] = [job(), job()];
  return (action, before, after) => {
    if (action.type === 'round asked' && before.overview.round === undefined)
      rounding.start((work) => goRound(work, action.kind));
    if (action.type === 'round cancelled' && before.overview.round !== after.overview.round)
      rounding.cancel();
    // Listed when somebody looks, and anew where something on disk is another.
    const { screen, overview } = getState();
    if (screen === 'overview' && !overview.isCurrent && !listing.isRunning()) listing.start(listMarkets);
  };
};

/** Lists the markets that there are prices or a model of, each with its newest price and what its model says. */
export async function listMarkets(work: Work): Promise<void> {
  const { storedMarkets } = await import('../../../market-data/chart-store.ts');
  const { bundledMarkets } = await import('../../../market-data/sources/bundled.ts');
  const { market: shown, runs } = work.getState();
  const trained = runs.list?.runs.map(({ model }) => model) ?? [];
  const stored = await storedMarkets(work.context.workspace);
  const markets = distinct([...bundledMarkets, ...stored, ...trained, shown]);
  const rows: MarketRow[] = [];
  for (const market of markets) {
    work.context.signal.throwIfAborted();
    rows.push({ ...(await ask('market', { market }, work.context)), market });
  }
  work.dispatch({ type: 'markets listed', rows });
  for (const { market, forecasts } of rows) {
    if (Object.keys(forecasts).length === 0) continue;
    const drift = await ask('drift', { market }, work.context);
    work.dispatch({ type: 'drift of market measured', market, drift });
  }
}

/** Every market once, in the order of the alphabet. */
function distinct(markets: readonly Market[]): readonly Market[] {
  const byName = new Map(
    markets.map(({ coin, vsCurrency }) => [`${coin} ${vsCurrency}`, { coin, vsCurrency }] as const),
  );
  return [...byName.values()].toSorted((a, b) => (a.coin < b.coin ? -1 : 1));
}

/** Fetches or trains every market that is listed, one after another; what goes wrong with one stops no other. */
async function goRound(work: Work, kind: Round): Promise<void> {
  const { rows = [] } = work.getState().overview;
  const failed: string[] = [];
  for (const [done, { market }] of rows.entries()) {
    work.dispatch({ type: 'round progressed', done, market });
    try {
      await (kind === 'fetch' ? fetchOne(work, market) : trainOne(work, market));
    } catch (error) {
      work.context.signal.throwIfAborted();
      failed.push(`${market.coin}: ${explained(error).message}`);
    }
  }
  const text = `${kind === 'fetch' ? 'fetched' : 'trained'} ${rows.length - failed.length} of ${rows.length}`;
  work.dispatch({ type: 'round done', message: { text, failed } });
  work.dispatch({ type: kind === 'fetch' ? 'chart changed elsewhere' : 'runs changed elsewhere' });
}

async function fetchOne({ context, getState }: Work, market: Market): Promise<void> {
  const request = { ...requestOnDisk(market, getState().days), source: 'coingecko', offline: false } as const;
  await fetchInto({ ...request, refresh: true }, context);
}

async function trainOne({ context, getState }: Work, market: Market): Promise<void> {
  const { days, train: form } = getState();
  const { trainOnThread } = await import('../../../training/training-job.ts');
  await listen(trainOnThread(requestOnDisk(market, days), form.settings, context));
}
