import { setTimeout as delay } from 'node:timers/promises';
import { ExpectedError } from '../../../errors.ts';
import { type KnownCoin, knownCoins } from '../../../market-data/coins.ts';
import type { Work } from '../../effects/work.ts';
import { typedText } from '../../session/text-field.ts';

/** Typing goes on for so long before CoinGecko is asked: its limits are low. */
const PAUSE_MS = 350;

/** The coins that fit what is typed: the known ones at once, CoinGecko's as soon as they come. */
export async function searchForCoins({ context, getState, dispatch }: Work): Promise<void> {
  const { editing } = getState();
  if (editing === undefined) return;
  const query = typedText(editing).trim();
  const known = matching(query);
  const found = { query, found: known, selected: 0, from: 'known coins' } as const;
  dispatch({ type: 'coins found', query, found: { ...found, isAsking: query.length > 1 } });
  if (query.length < 2) return;
  await delay(PAUSE_MS, undefined, { signal: context.signal });
  try {
    const { searchCoins } = await import('../../../market-data/sources/coingecko/search.ts');
    const { coingeckoServer } = await import('../../../market-data/sources/coingecko/server.ts');
    const server = coingeckoServer(await context.coingecko(), context);
    const coins = await searchCoins(server, { query, signal: context.signal });
    dispatch({
      type: 'coins found',
      query,
      found: {
        ...found,
        found: coins.length > 0 ? coins : known,
        isAsking: false,
        from: coins.length > 0 ? 'CoinGecko' : 'known coins',
      },
    });
  } catch (error) {
    // Without a network the known coins are all there is, and the search says that they are.
    if (!(error instanceof ExpectedError) && !(error instanceof Error && error.name === 'ValiError'))
      throw error;
    dispatch({ type: 'coins found', query, found: { ...found, isAsking: false } });
  }
}

/** The known coins whose id, symbol or name has a text in it, those that begin with it first. */
function matching(query: string): readonly KnownCoin[] {
  const wanted = query.toLowerCase();
  const texts = ({ id, symbol, name }: KnownCoin) => [symbol, id, name].map((text) => text.toLowerCase());
  const rank = (coin: KnownCoin) =>
    texts(coin).some((text) => text === wanted)
      ? 0
      : texts(coin).some((text) => text.startsWith(wanted))
        ? 1
        : 2;
  return knownCoins
    .filter((coin) => texts(coin).some((text) => text.includes(wanted)))
    .toSorted((a, b) => rank(a) - rank(b));
}
