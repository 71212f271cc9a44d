import * as v from 'valibot';
import type { Context } from '../../../context.ts';
import { dateOf, dayNumber } from '../../../dates.ts';
import { exchanges } from '../../../domain.ts';
import { addressIn } from '../address.ts';
import { type Candle, exchangeSource, malformedCandles, unknownPair } from '../candles.ts';
import { type Answered, refusalOf } from '../http.ts';
import type { Source } from '../source.ts';

const { title } = exchanges.coinbase;
const DAY_SECONDS = 86_400;

const number = v.pipe(v.number('is not a number'), v.finite('is not a finite number'));
/** Time in seconds, low, high, open, close, volume in the coin; the newest first. */
const candles = v.array(
  v.tuple([number, number, number, number, number, number], 'is not a candle'),
  'is not an array',
);

/** Coinbase Exchange's daily candles: no key, 300 days a request, back to 2015. */
export async function openCoinbase(context: Context): Promise<Source> {
  const baseUrl = addressIn(context.env, 'COINBASE_BASE_URL', 'https://api.exchange.coinbase.com');
  return exchangeSource(
    {
      name: 'coinbase',
      server: { title, baseUrl, env: context.env, refusalIn },
      pairOf: (ticker, vsCurrency) => `${ticker}-${vsCurrency.toUpperCase()}`,
      pageDays: 300,
      firstDay: dayNumber('2015-07-20'),
      // About 10 requests a second are allowed.
      pauseMs: 120,
      requestFor: (pair, from, to) => ({
        path: `products/${encodeURIComponent(pair)}/candles`,
        query: {
          granularity: DAY_SECONDS,
          start: `${dateOf(from)}T00:00:00Z`,
          end: `${dateOf(to)}T00:00:00Z`,
        },
      }),
      read,
    },
    context,
  );
}

function read(body: unknown): readonly Candle[] {
  const parsed = v.safeParse(candles, body, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw malformedCandles(title, `${v.getDotPath(issue) ?? 'it'} ${issue.message}`);
  }
  return parsed.output.map(([time, , , , close, volume], i) => {
    if (time % DAY_SECONDS !== 0) throw malformedCandles(title, `${i}.0 is not the beginning of a day`);
    if (close < 0 || volume < 0) throw malformedCandles(title, `${i} is below 0`);
    return { day: time / DAY_SECONDS, close, volume: volume * close };
  });
}

const refusal = v.object({ message: v.string() });

function refusalIn(answered: Answered) {
  if (answered.status === 200) return undefined;
  const said = v.safeParse(refusal, answered.body);
  if (answered.status === 404) return unknownPair(title);
  return refusalOf({ title }, answered, said.success ? said.output.message : undefined);
}
