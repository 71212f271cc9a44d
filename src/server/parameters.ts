import * as v from 'valibot';
import { targetNames } from '../domain.ts';
import { parseCoin, parseCurrency } from '../identifiers.ts';
import { parsedBy } from '../parsed-by.ts';

const text = v.string('is given more than once');

/** A coin's CoinGecko id. */
export function coinParameter(description: string) {
  return v.pipe(text, parsedBy(parseCoin), v.string(), v.description(description), v.examples(['bitcoin']));
}

/** Which run answers, beside the coin, and how much it says. */
export const runParameters = {
  vs: v.optional(
    v.pipe(
      text,
      parsedBy(parseCurrency),
      v.string(),
      v.description('The quote currency; usd if a coin is named'),
    ),
  ),
  target: v.optional(
    v.pipe(
      text,
      v.transform((name) => name.replaceAll('-', '_')),
      v.picklist(targetNames, `use one of ${targetNames.join(', ')}`),
      v.description('What is forecast; direction if a coin is named'),
    ),
  ),
  run: v.optional(
    v.pipe(
      text,
      v.nonEmpty('name a run'),
      v.description('The id of a run of this market, or newest, or previous; else the one in use'),
    ),
  ),
  explain: v.pipe(
    v.optional(v.picklist(['true', 'false', '1', '0', '']), 'false'),
    v.transform((given) => given === 'true' || given === '1'),
    v.boolean(),
    v.description('Add what each feature contributes'),
  ),
};
