import * as v from 'valibot';
import type { Context } from '../../../context.ts';
import { DAY_MS, dayNumber } from '../../../dates.ts';
import { exchanges } from '../../../domain.ts';
import { decimalIn } from '../../../numbers.ts';
import { addressIn } from '../address.ts';
import { type Candle, exchangeSource, malformedCandles, unknownPair } from '../candles.ts';
import { type Answered, refusalOf } from '../http.ts';
import type { Source } from '../source.ts';

const { title } = exchanges.binance;

const time = v.pipe(v.number('is not a number'), v.finite('is not a finite number'));
const decimal = v.pipe(
  v.string('is not a text'),
  v.transform(decimalIn),
  v.number('is not a number'),
  v.minValue(0, 'is below 0'),
);
const text = v.string('is not a text');
/** Opening time in ms, open, high, low, close, volume in the coin, closing time, volume in the quote, and more. */
const klines = v.array(
  v.tupleWithRest([time, text, text, text, decimal, text, time, decimal], v.unknown(), 'is not a candle'),
  'is not an array',
);

/** Binance's daily candles: no key, 1,000 days a request, back to 2017. */
export async function openBinance(context: Context): Promise<Source> {
  const baseUrl = addressIn(context.env, 'BINANCE_BASE_URL', 'https://data-api.binance.vision');
  return exchangeSource(
    {
      name: 'binance',
      server: { title, baseUrl, env: context.env, refusalIn },
      pairOf: (ticker, vsCurrency) => `${ticker}${vsCurrency.toUpperCase()}`,
      pageDays: 1000,
      firstDay: dayNumber('2017-07-14'),
      pauseMs: 120,
      requestFor: (pair, from, to) => ({
        path: 'api/v3/klines',
        query: {
          symbol: pair,
          interval: '1d',
          startTime: from * DAY_MS,
          endTime: (to + 1) * DAY_MS - 1,
          limit: 1000,
        },
      }),
      read,
    },
    context,
  );
}

function read(body: unknown): readonly Candle[] {
  const parsed = v.safeParse(klines, body, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw malformedCandles(title, `${v.getDotPath(issue) ?? 'it'} ${issue.message}`);
  }
  return parsed.output.map(([open, , , , close, , , quoteVolume], i) => {
    if (open % DAY_MS !== 0) throw malformedCandles(title, `${i}.0 is not the beginning of a day`);
    return { day: open / DAY_MS, close, volume: quoteVolume };
  });
}

const refusal = v.object({ code: v.number(), msg: v.string() });
const INVALID_SYMBOL = -1121;
const LEGAL = 451;

function refusalIn(answered: Answered) {
  if (answered.status === 200) return undefined;
  const said = v.safeParse(refusal, answered.body);
  if (said.success && said.output.code === INVALID_SYMBOL) return unknownPair(title);
  if (answered.status === LEGAL) {
    return refusalOf({ title }, answered, 'it is not offered where you are (HTTP 451)');
  }
  return refusalOf({ title }, answered, said.success ? said.output.msg : undefined);
}
