import { parseCoin, parseCurrency, parseDays } from '../../../identifiers.ts';
import { checked, type EditTarget, type Taken, taken, takePath } from '../../session/editing.ts';
import type { Session } from '../../session/session.ts';

/** What becomes of a currency, a number of days, a coin or a path. */
export function takeData({ market, data }: Session, target: EditTarget, text: string): Taken {
  switch (target.kind) {
    case 'data':
      return checked(() => {
        if (target.field === 'days') return taken({ type: 'days chosen', days: parseDays(text) });
        // Whether there are prices in it is looked up before it is chosen.
        return parseCurrency(text) === market.vsCurrency ? taken() : { kind: 'busy' };
      });
    case 'search':
      return checked(() => {
        const coin = data.search?.found[data.search.selected];
        if (coin !== undefined)
          return taken({ type: 'market chosen', market: { ...market, coin: parseCoin(coin.id) }, coin });
        // No search has found it: whether there is such a coin is looked up before it is chosen.
        parseCoin(text);
        return { kind: 'busy' };
      });
    default:
      return takePath(text);
  }
}
