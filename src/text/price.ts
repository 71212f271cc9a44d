import { formatValue } from './format.ts';

const signs: Readonly<Record<string, string>> = { usd: '$', eur: '€', gbp: '£', jpy: '¥' };

/** A price with the sign of its currency, or its code: $84,141.78, 0.025 BTC. */
export function formatPrice(price: number, currency: string): string {
  const sign = signs[currency];
  return sign === undefined
    ? `${formatValue(price)} ${currency.toUpperCase()}`
    : `${sign}${formatValue(price)}`;
}
