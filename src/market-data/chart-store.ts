import * as v from 'valibot';
import { exchangeNames, type Market } from '../domain.ts';
import { InputError } from '../errors.ts';
import { isCoin } from '../identifiers.ts';
import { type DocumentKind, decodeDocument, encodeDocument } from '../results/checksummed.ts';
import { areInOrder, coin, count, currency, instant, isoDate } from '../results/values.ts';
import { withLock } from '../workspace/locks.ts';
import {
  checkOutputs,
  listFolder,
  paths,
  readWhole,
  type Workspace,
  writeWhole,
} from '../workspace/workspace.ts';
import { isObservable } from './points.ts';
import { mergeCharts, type Retrieval, type StoredChart } from './stored-chart.ts';

const observable = v.pipe(v.number(), v.check(isObservable));
const value = v.nullable(observable);
const price = v.nullable(v.pipe(observable, v.gtValue(0)));

const storedChart = {
  name: 'stored chart',
  version: 1,
  remedy: 'delete it and fetch again; crypto-predict fetch --coin ID brings back what CoinGecko has',
  schema: v.pipe(
    v.object({
      coin,
      vs_currency: currency,
      retrievals: v.array(
        v.object({
          source: v.picklist(['coingecko', 'bundled', 'csv', ...exchangeNames]),
          retrieved_at: instant,
          days_asked: v.nullable(v.union([count, v.literal('max')])),
        }),
      ),
      /** [date, price, market cap, total volume, index of the retrieval] */
      observations: v.pipe(
        v.array(v.tuple([isoDate, price, value, value, count])),
        v.check((rows) => areInOrder(rows), 'are not in order'),
      ),
    }),
    v.check(
      ({ retrievals, observations }) => observations.every(([, , , , index]) => index < retrievals.length),
      'observations come from nowhere',
    ),
  ),
} as const satisfies DocumentKind<v.GenericSchema>;

/** The coins of which there is a stored chart. */
export async function storedCoins(workspace: Workspace): Promise<readonly string[]> {
  const files = await listFolder(workspace, paths.storedCharts);
  const coins = files.flatMap(({ name }) => /^(.+)_[a-z]+\.json$/.exec(name)?.[1] ?? []);
  // What else lies there may have any name, which a shell that completes it would act on.
  return [...new Set(coins.filter(isCoin))];
}

/** The stored chart of a market, or undefined where nothing was ever stored. */
export async function readStoredChart(
  workspace: Workspace,
  market: Market,
): Promise<StoredChart | undefined> {
  const path = paths.storedChart(market);
  const bytes = await readWhole(workspace, path);
  if (bytes === undefined) return undefined;
  const { coin, vs_currency, retrievals, observations } = decodeDocument(bytes, path, storedChart);
  if (coin !== market.coin || vs_currency !== market.vsCurrency) {
    throw new InputError({
      code: 'damaged_file',
      message: `${path} is damaged: it is of ${coin} in ${vs_currency}`,
      hint: storedChart.remedy,
    });
  }
  const known = retrievals.map(
    (retrieval): Retrieval => ({
      source: retrieval.source,
      retrievedAt: retrieval.retrieved_at,
      daysAsked: retrieval.days_asked,
    }),
  );
  return {
    coin,
    vsCurrency: vs_currency,
    observations: observations.flatMap(([date, price, marketCap, totalVolume, index]) => {
      const retrieval = known[index];
      return retrieval ? [{ date, price, marketCap, totalVolume, retrieval }] : [];
    }),
  };
}

/**
 * Merges a chart into the stored one of its market, whatever another process stored meanwhile, and returns what is
 * stored then.
 */
export async function storeChart(workspace: Workspace, chart: StoredChart): Promise<StoredChart> {
  const path = paths.storedChart(chart);
  return withLock(workspace, paths.storedCharts, async (lock) => {
    const stored = await readStoredChart(workspace, chart);
    const merged = stored === undefined ? chart : mergeCharts(stored, chart);
    await writeWhole(workspace, path, encodeDocument(storedChart.version, documentOf(merged)), lock);
    return merged;
  });
}

/**
 * The same of several charts, once it is sure that none of them, and none of the outputs that are written next, leads
 * out of the workspace: all of them are written, or nothing is.
 *
 * @throws {InputError} that names the output that leads out
 */
export async function storeCharts(
  workspace: Workspace,
  charts: readonly StoredChart[],
  outputs: readonly string[] = [],
): Promise<void> {
  await checkOutputs(workspace, [...charts.map(paths.storedChart), ...outputs]);
  for (const chart of charts) await storeChart(workspace, chart);
}

function documentOf({
  coin,
  vsCurrency,
  observations,
}: StoredChart): v.InferInput<typeof storedChart.schema> {
  const keyOf = ({ source, retrievedAt, daysAsked }: Retrieval) => `${retrievedAt} ${source} ${daysAsked}`;
  const retrievals = [...new Map(observations.map((o) => [keyOf(o.retrieval), o.retrieval])).values()];
  const indices = new Map(retrievals.map((retrieval, index) => [keyOf(retrieval), index]));
  return {
    coin,
    vs_currency: vsCurrency,
    retrievals: retrievals.map(({ source, retrievedAt, daysAsked }) => ({
      source,
      retrieved_at: retrievedAt,
      days_asked: daysAsked,
    })),
    observations: observations.map(({ date, price, marketCap, totalVolume, retrieval }) => [
      date,
      price,
      marketCap,
      totalVolume,
      indices.get(keyOf(retrieval)) ?? 0,
    ]),
  };
}
