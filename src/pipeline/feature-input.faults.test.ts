import { describe, expect, test } from 'vitest';
import { InputError } from '../errors.ts';
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
const { price: _, ...WITHOUT_PRICE } = EXAMPLE;
const text = JSON.stringify(EXAMPLE);
const withPrice = (json: string) => text.replace('"price":0.5', `"price":${json}`);
const parse = (json: string) => parseFeatureJson(json, FEATURES, 'input.json');

describe('an input that is refused by name', () => {
  test.each<[string, string, RegExp]>([
    ['a missing feature', JSON.stringify(WITHOUT_PRICE), /input\.json: "price" is missing/],
    ['an unknown feature', text.replace('"month"', '"mont"'), /"month" is missing.*1 more/],
    [
      'a feature too many',
      JSON.stringify({ ...EXAMPLE, prices: 1 }),
      /"prices" is not a feature of this model; did you mean price\?/,
    ],
    ['a string', withPrice('"0.5"'), /"price" is not a number/],
    ['null', withPrice('null'), /"price" is not a number/],
    ['NaN', withPrice('NaN'), /is not one JSON document/],
    ['true', withPrice('true'), /"price" is not a number/],
    ['a nested object', withPrice('{"usd":1}'), /"price" is not a number/],
    ['an array for a number', withPrice('[1]'), /"price" is not a number/],
    ['1e999', withPrice('1e999'), /"price" is not a finite number/],
    ['-1e999', withPrice('-1e999'), /"price" is not a finite number/],
    ['an empty file', '', /input\.json: is empty/],
    ['a file of blanks', ' \n\t', /is empty/],
    ['a lone byte order mark', '\uFEFF', /is empty/],
    ['an empty array', '[]', /is an empty array/],
    ['an empty object', '{}', /"price" is missing \(and 11 more\)/],
    ['two objects one after another', `${text}\n${text}`, /is not one JSON document/],
    ['a comma at the end', text.replace('}', ',}'), /is not one JSON document/],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le').toString('utf8'), /is not text in UTF-8/],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le').toString('utf8'), /is not text in UTF-8/],
    ['a number', '5', /is not an object/],
    ['a string alone', '"price"', /is not an object/],
    ['null alone', 'null', /is not an object/],
    ['an array in an array', `[[${text}]]`, /input\.json, input 1: is not an object/],
    [
      'the second of two inputs',
      `[${text}, ${withPrice('"x"')}]`,
      /input\.json, input 2: "price" is not a number/,
    ],
    ['__proto__', text.replace('{', '{"__proto__":{"price":9},'), /"__proto__" is not a feature/],
    ['constructor', text.replace('{', '{"constructor":1,'), /"constructor" is not a feature/],
    [
      'day_of_week 7',
      text.replace('"day_of_week":3', '"day_of_week":7'),
      /"day_of_week" is not a whole number from 0 to 6/,
    ],
    [
      'day_of_week 1.5',
      text.replace('"day_of_week":3', '"day_of_week":1.5'),
      /"day_of_week" is not a whole number/,
    ],
    ['month 13', text.replace('"month":10', '"month":13'), /"month" is not a whole number from 1 to 12/],
    ['month 0', text.replace('"month":10', '"month":0'), /"month" is not a whole number from 1 to 12/],
    ['year 1', text.replace('"year":2023', '"year":1'), /"year" is not a whole number from 1000/],
  ])('is %s', (_, json, message) => {
    expect(() => parse(json)).toThrow(InputError);
    expect(() => parse(json)).toThrow(message);
  });

  test('says it in one line, however long the names are', () => {
    const name = `${'x'.repeat(5000)}\n\u001b[31m`;
    expect(() => parse(JSON.stringify({ ...EXAMPLE, [name]: 1 }))).toThrow(/^.{1,400}$/);
  });
});

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

  test('never changes what other objects are', () => {
    expect(() => parse('{"__proto__": {"polluted": true}}')).toThrow();
    expect({}).not.toHaveProperty('polluted');
  });
});
