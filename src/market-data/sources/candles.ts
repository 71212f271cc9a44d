import { setTimeout as pause } from 'node:timers/promises';
import { reporting } from '../../async.ts';
import type { Context } from '../../context.ts';
import { addDays, DAY_MS, utcDate } from '../../dates.ts';
import { type ExchangeName, exchanges, type Market, type Observation } from '../../domain.ts';
import { SourceError, UsageError } from '../../errors.ts';
import { describeCoin, isKnownCoin } from '../coins.ts';
import { getJson, type Request, type Server } from './http.ts';
import { type Answer, firstOf, type Source, type SourceRequest } from './source.ts';

/** What was traded on one UTC day of an exchange. */
export interface Candle {
  /** The UTC day, in days since 1970-01-01. */
  readonly day: number;
  /** The last price of the day. */
  readonly close: number;
  /** In the quote currency. */
  readonly volume: number;
}

/** How an exchange gives its daily candles, page by page, the oldest first. */
export interface Exchange {
  readonly name: ExchangeName;
  readonly server: Server;
  /** The pair of a ticker: `BTC-USD`. */
  readonly pairOf: (ticker: string, vsCurrency: string) => string;
  /** How many days one request gives at most. */
  readonly pageDays: number;
  /** Before this day, in days since 1970-01-01, it has no candle. */
  readonly firstDay: number;
  /** How long to wait between two requests. */
  readonly pauseMs: number;
  /** Where the candles of a pair from one day to another, both included, are asked for. */
  readonly requestFor: (pair: string, from: number, to: number) => Pick<Request, 'path' | 'query'>;
  /** @throws {SourceError} that names the value that cannot be used */
  readonly read: (body: unknown) => readonly Candle[];
}

/**
 * An exchange as a source. Days come the oldest first, so that what came before a line broke is a history that ends
 * early, and the next fetch goes on from there.
 */
export function exchangeSource(exchange: Exchange, { now, signal }: Context): Source {
  const { title } = exchange.server;
  return {
    title,
    reach: 'max',
    fetch: async function* (request): ReturnType<Source['fetch']> {
      const pair = pairFor(request, exchange);
      const today = Math.floor(now().getTime() / DAY_MS);
      const candles = new Map<number, Candle>();
      const answered = (cut?: Error): Answer => ({
        observations: [...candles.values()].toSorted((a, b) => a.day - b.day).map(observationOf),
        product: pair,
        cut,
      });
      // The price of a day is the close of the day before.
      const first = Math.max(exchange.firstDay, (firstOf(request.days, today) ?? 0) - 1);
      // The running day is not asked for: its close is not known yet.
      const last = today - 1;
      for (let from = first; from <= last; from += exchange.pageDays) {
        const to = Math.min(last, from + exchange.pageDays - 1);
        if (from > first) await pause(exchange.pauseMs, undefined, { signal });
        try {
          const page = yield* reporting((report) =>
            getJson(exchange.server, { ...exchange.requestFor(pair, from, to), signal, report }),
          );
          for (const candle of exchange.read(page)) {
            const isAsked = candle.day >= from && candle.day <= to;
            if (isAsked && !candles.has(candle.day)) candles.set(candle.day, candle);
          }
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof SourceError) || candles.size === 0) throw error;
          return answered(error);
        }
        yield { kind: 'page', server: title, days: candles.size, left: Math.max(0, last - to) };
      }
      if (candles.size === 0) throw noCandles(title, pair);
      return answered();
    },
  };
}

/** The close of a day is the price of the next day's 00:00, and so is what was traded until then. */
function observationOf({ day, close, volume }: Candle): Observation {
  return {
    date: addDays(utcDate(day * DAY_MS), 1),
    price: close > 0 ? close : null,
    marketCap: null,
    totalVolume: volume,
  };
}

/**
 * The pair to ask an exchange for: the one that is named, else the coin's ticker in the currency.
 *
 * @throws {UsageError} where no pair is named and the coin's ticker is not known
 */
function pairFor({ coin, vsCurrency, product }: SourceRequest, exchange: Exchange): string {
  const { title } = exchanges[exchange.name];
  if (product !== undefined) {
    if (isQuotedIn(product, vsCurrency)) return product;
    throw new UsageError({
      code: 'another_currency',
      message: `the pair ${product} is not quoted in ${vsCurrency}`,
      hint: `name a pair like ${exchange.pairOf('BTC', vsCurrency)}`,
      facts: { example: exchange.pairOf('BTC', vsCurrency) },
    });
  }
  if (isKnownCoin(coin)) return exchange.pairOf(describeCoin(coin).symbol, vsCurrency);
  throw new UsageError({
    code: 'unknown_ticker',
    message: `the ticker of ${coin} is not known`,
    hint: `name its pair at ${title}, like ${exchange.pairOf('BTC', vsCurrency)}`,
    facts: { example: exchange.pairOf('BTC', vsCurrency) },
  });
}

function isQuotedIn(pair: string, vsCurrency: Market['vsCurrency']): boolean {
  return pair.toLowerCase().endsWith(vsCurrency) && pair.length > vsCurrency.length;
}

function noCandles(title: string, pair: string): SourceError {
  return new SourceError({
    code: 'no_data',
    message: `${title} has no days of ${pair}`,
    hint: 'choose another pair or another source',
    facts: { server: title },
  });
}

/** An answer of an exchange that is not what it should be. */
export function malformedCandles(title: string, what: string): SourceError {
  return new SourceError({
    code: 'malformed_answer',
    message: `${title}'s answer cannot be used: ${what}`,
    hint: 'try again later',
    facts: { server: title },
  });
}

/** An exchange knows no such pair. */
export function unknownPair(title: string): SourceError {
  return new SourceError({
    code: 'unknown_product',
    message: `${title} knows no such pair`,
    hint: 'name the pair as the exchange does, or choose another source',
    facts: { server: title },
  });
}
