import * as v from 'valibot';
import { parseFeatureInput } from '../features/feature-input.ts';
import { parseCoin, parseCurrency } from '../identifiers.ts';
import { forecastJson } from '../results/forecast.ts';
import { forecast } from '../training/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { NamedMarket } from './models.ts';
import { invalid, itemsOf, type ValidationItem } from './problems.ts';

/** What a query may ask for beside the body. */
export interface Query {
  /** The market whose run is to be used. */
  readonly named: NamedMarket;
  readonly explain: boolean;
}

const repeated = 'is given more than once';
const entries = {
  vs: v.optional(v.string(repeated)),
  explain: v.optional(v.picklist(['true', 'false', '1', '0', '']), 'false'),
};
const schemas = {
  /** Of a path that names the coin. */
  path: v.strictObject(entries),
  query: v.strictObject({ ...entries, coin: v.optional(v.string(repeated)) }),
};

/** What most requests are: validating nothing takes time, too. */
const plainQuery: Query = { named: {}, explain: false };

function isEmpty(parameters: unknown): boolean {
  return typeof parameters === 'object' && parameters !== null && Object.keys(parameters).length === 0;
}

/**
 * The parameters of a request; `coin` may stand in the path instead.
 *
 * @throws {HttpProblem} 422, for a parameter that is not known, too: one that is ignored would change what is answered
 */
export function parseQuery(parameters: unknown, coinInPath?: string): Query {
  if (coinInPath === undefined && isEmpty(parameters)) return plainQuery;
  const { vs, coin, explain }: v.InferOutput<typeof schemas.query> =
    coinInPath === undefined
      ? parsed(schemas.query, parameters)
      : { ...parsed(schemas.path, parameters), coin: coinInPath };
  const place = coinInPath === undefined ? 'query' : 'path';
  return {
    explain: explain === 'true' || explain === '1',
    named: namedMarket(coin, vs, place),
  };
}

function namedMarket(coin: string | undefined, vs: string | undefined, place: 'path' | 'query'): NamedMarket {
  const vsCurrency = vs === undefined ? undefined : parseName(parseCurrency, vs, ['query', 'vs']);
  if (coin !== undefined) {
    return { coin: parseName(parseCoin, coin, [place, 'coin']), vsCurrency: vsCurrency ?? 'usd' };
  }
  return vsCurrency === undefined ? {} : { vsCurrency };
}

/** Refuses every parameter, of a route that takes none. */
export function refuseParameters(parameters: unknown): void {
  if (!isEmpty(parameters)) parsed(v.strictObject({}), parameters);
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, parameters: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, parameters);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const name = v.getDotPath(issue) ?? '';
  const isUnknown = issue.type === 'strict_object';
  throw invalid({
    loc: ['query', name],
    msg: isUnknown ? 'is not a parameter of this route' : issue.message,
    type: isUnknown ? 'extra_forbidden' : 'value_error',
  });
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

export type Answer = ReturnType<typeof forecastJson>;

/**
 * What the run says of one object of feature values.
 *
 * @throws {HttpProblem} 422
 */
export function answerOne(run: SavedRun, body: unknown, { explain }: Query): Answer {
  if (body === undefined) throw invalid({ loc: ['body'], msg: 'Field required', type: 'missing' });
  const parsed = parseFeatureInput(body, run.model.features);
  if (!parsed.ok) throw invalid(...itemsOf(parsed.problems, ['body']));
  return forecastJson(forecast(run.model, parsed.values), run, { explain });
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
    if (parsed.ok) answers.push(forecastJson(forecast(run.model, parsed.values), run, { explain }));
    else wrong.push(...itemsOf(parsed.problems, ['body', i]));
    if (wrong.length >= MOST_ITEMS) break;
  }
  if (wrong.length > 0) throw invalid(...wrong.slice(0, MOST_ITEMS));
  return answers;
}
