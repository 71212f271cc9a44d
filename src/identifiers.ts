import { isDate } from './dates.ts';
import type { Days, IsoDate } from './domain.ts';

/** What names from outside may look like. Each parser throws a RangeError that says what is allowed. */

const RESERVED = new Set(['__proto__', 'constructor', 'prototype', 'con', 'prn', 'aux', 'nul']);

/** Whether a name has a part that JavaScript or Windows keeps for itself: CON, and CON.x, too. */
function isReserved(name: string): boolean {
  return name.split('.').some((part) => RESERVED.has(part) || /^(com|lpt)\d$/.test(part));
}

/** What looks like the name of a file is one: `predict input.json`. */
const FILE = /\.(csv|tsv|json|txt|gz|zip)$/;

/** A CoinGecko id that is safe in a path and in an address. */
export function parseCoin(text: string): string {
  const id = text.trim().toLowerCase();
  const isSafe = /^[a-z0-9_][a-z0-9._-]{0,99}$/.test(id) && !id.includes('..');
  if (!isSafe || FILE.test(id) || isReserved(id)) {
    throw new RangeError('use a CoinGecko id: letters, digits, hyphens; for example bitcoin or avalanche-2');
  }
  return id;
}

/** Names that rows of features have for what is no feature. */
const NO_FEATURES = /^(timestamp|date|target_.*)$/;

/** The name of a signal, safe in a path and in a shell; a column of a file with several is `name.column`. */
export function parseSignalName(text: string): string {
  const name = text.trim().toLowerCase();
  const isSafe = /^[a-z0-9_][a-z0-9._-]{0,99}$/.test(name) && !name.includes('..') && !name.endsWith('.');
  if (!isSafe || isReserved(name) || NO_FEATURES.test(name)) {
    throw new RangeError('use a name of letters, digits, _ and -; for example fear_greed or flows.inflow');
  }
  return name;
}

/** Whether a text is the name of a signal as it stands. */
export function isSignalName(text: string): boolean {
  return isAsParsed(text, parseSignalName);
}

/** Whether a text is a CoinGecko id as it stands. */
export function isCoin(text: string): boolean {
  return isAsParsed(text, parseCoin);
}

/** A currency code as CoinGecko writes it. */
export function parseCurrency(text: string): string {
  const currency = text.trim().toLowerCase();
  if (!/^[a-z]{2,10}$/.test(currency) || RESERVED.has(currency)) {
    throw new RangeError('use a currency code such as usd, eur or btc');
  }
  return currency;
}

/** Whether a text is a currency code as it stands. */
export function isCurrency(text: string): boolean {
  return isAsParsed(text, parseCurrency);
}

function isAsParsed(text: string, parse: (text: string) => string): boolean {
  try {
    return parse(text) === text;
  } catch {
    return false;
  }
}

/** The path of a file or a folder; an empty one is a variable of a script that was not set. */
export function parsePath(text: string): string {
  if (text === '') throw new RangeError('use a path');
  return text;
}

/** An API key that fits in a header. */
export function parseKey(text: string): string {
  if (!/^[\x21-\x7e]{1,200}$/.test(text)) throw new RangeError('use the key as CoinGecko shows it');
  return text;
}

/** An address that a document can be posted to. */
export function parseWebAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new RangeError('use an http or https address');
  }
  return url.href;
}

/** The pair of an exchange, safe in an address: `BTC-USD`, `BTCUSDT`. */
export function parsePair(text: string): string {
  const pair = text.trim().toUpperCase();
  if (!/^[A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20})?$/.test(pair)) {
    throw new RangeError('use a pair as the exchange writes it: BTC-USD or BTCUSDT');
  }
  return pair;
}

/** A day of the calendar. */
export function parseDate(text: string): IsoDate {
  if (!isDate(text)) throw new RangeError('use a date like 2026-01-31');
  return text;
}

/** A number of days, of years of 365 days, or all there are: `90`, `90d`, `2y`, `max`, `all`. */
export function parseDays(text: string): Days {
  const plain = text.toLowerCase();
  if (plain === 'max' || plain === 'all') return 'max';
  const [, number, unit = ''] = /^(\d+)([dy]?)$/.exec(plain) ?? [];
  const days = Number(number) * (unit === 'y' ? 365 : 1);
  if (days >= 1 && days <= 1_000_000) return days;
  throw new RangeError('use max, or a whole number from 1 to 1000000: 90, 90d, 2y');
}

/** A whole number within bounds. */
export function parseWhole(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new RangeError(`use a whole number from ${min} to ${max}`);
  return value;
}
