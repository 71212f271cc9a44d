import * as v from 'valibot';
import type { Market } from '../domain.ts';
import { parseFeatureInput } from '../features/feature-input.ts';
import { parseCoin, parseCurrency } from '../identifiers.ts';
import { forecast } from '../training/forecast.ts';
import { forecastToWire } from '../wire/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { invalid, itemsOf, type ValidationItem } from './problems.ts';

/** What a query may ask for beside the body. */
export interface Query {
  /** The market whose run is to be used; undefined for the one trained or chosen last. */
  readonly market: Market | undefined;
  readonly explain: boolean;
}

const querySchema = v.object({
  coin: v.optional(v.string()),
  vs: v.optional(v.string(), 'usd'),
  explain: v.optional(v.picklist(['true', 'false', '1', '0', '']), 'false'),
});

/** What most requests are: validating nothing takes time, too. */
const plainQuery: Query = { market: undefined, explain: false };

function isEmpty(parameters: unknown): boolean {
  return typeof parameters === 'object' && parameters !== null && Object.keys(parameters).length === 0;
}

/**
 * The parameters of a request; `coin` may stand in the path instead.
 *
 * @throws {HttpProblem} 422
 */
export function parseQuery(parameters: unknown, coinInPath?: string): Query {
  if (coinInPath === undefined && isEmpty(parameters)) return plainQuery;
  const parsed = v.safeParse(querySchema, parameters);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw invalid({ loc: ['query', v.getDotPath(issue) ?? ''], msg: issue.message, type: 'value_error' });
  }
  const { coin, vs, explain } = parsed.output;
  const named = coinInPath ?? coin;
  const place = coinInPath === undefined ? 'query' : 'path';
  return {
    explain: explain === 'true' || explain === '1',
    market:
      named === undefined
        ? undefined
        : {
            coin: parseName(parseCoin, named, [place, 'coin']),
            vsCurrency: parseName(parseCurrency, vs, ['query', 'vs']),
          },
  };
}

function parseName(parse: (text: string) => string, text: string, loc: readonly string[]): string {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw invalid({ loc, msg: error.message, type: 'value_error' });
    throw error;
  }
}

/** Rows that are forecast before other requests get their turn: some milliseconds of work. */
const SLICE = 100;
const MOST_ITEMS = 100;

export type Answer = ReturnType<typeof forecastToWire>;

/**
 * What the run says of one object of feature values.
 *
 * @throws {HttpProblem} 422
 */
export function answerOne(run: SavedRun, body: unknown, { explain }: Query): Answer {
  if (body === undefined) throw invalid({ loc: ['body'], msg: 'Field required', type: 'missing' });
  const parsed = parseFeatureInput(body, run.model.features);
  if (!parsed.ok) throw invalid(...itemsOf(parsed.problems, ['body']));
  return forecastToWire(forecast(run.model, parsed.values), run, { explain });
}

/**
 * What the run says of an array of them; all of it is by this one run.
 *
 * @throws {HttpProblem} 422
 */
export async function answerEach(
  run: SavedRun,
  inputs: readonly unknown[],
  { explain }: Query,
): Promise<readonly Answer[]> {
  if (inputs.length === 0)
    throw invalid({ loc: ['body'], msg: 'Give at least one object', type: 'too_short' });
  const answers: Answer[] = [];
  const wrong: ValidationItem[] = [];
  for (const [i, input] of inputs.entries()) {
    if (i > 0 && i % SLICE === 0) await new Promise(setImmediate);
    const parsed = parseFeatureInput(input, run.model.features);
    if (parsed.ok) answers.push(forecastToWire(forecast(run.model, parsed.values), run, { explain }));
    else wrong.push(...itemsOf(parsed.problems, ['body', i]));
    if (wrong.length >= MOST_ITEMS) break;
  }
  if (wrong.length > 0) throw invalid(...wrong.slice(0, MOST_ITEMS));
  return answers;
}
