import { describe, expect, test } from 'vitest';
import { parseFeatureJson } from './feature-input.ts';

const EXAMPLE = {
  price: 0.5,
  market_cap: 0.6,
  total_volume: 0.4,
  price_lag_1: 0.49,
  price_lag_3: 0.48,
  price_lag_7: 0.45,
  price_sma_7: 0.48,
  price_sma_30: 0.46,
  price_volatility_14: 0.05,
  day_of_week: 3,
  month: 10,
  year: 2023,
};
const FEATURES = Object.keys(EXAMPLE);
const text = JSON.stringify(EXAMPLE);
const parse = (json: string) => parseFeatureJson(json, FEATURES, 'input.json');

describe('an input that is accepted', () => {
  test.each([
    ['the published example', text],
    ['a byte order mark before it', `\uFEFF${text}`],
    ['its features in another order', JSON.stringify(Object.fromEntries(Object.entries(EXAMPLE).reverse()))],
    ['blanks and line breaks around it', ` \r\n${JSON.stringify(EXAMPLE, null, 2)}\r\n`],
  ])('is %s, its values in the order of the features', (_, json) => {
    expect(parse(json)).toEqual({ isArray: false, rows: [Object.values(EXAMPLE)] });
  });

  test('is an array of inputs, and stays one', () => {
    expect(parse(`[${text}]`)).toEqual({ isArray: true, rows: [Object.values(EXAMPLE)] });
  });
});
