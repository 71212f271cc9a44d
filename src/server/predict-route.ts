import * as v from 'valibot';
import { type TargetName, targetNames } from '../domain.ts';
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
  /** The id of the run to use, or `newest`, or `previous`; undefined for the one in use. */
  readonly run: string | undefined;
  readonly explain: boolean;
}

const repeated = 'is given more than once';
const text = v.optional(v.string(repeated));
const entries = {
  vs: text,
  target: text,
  run: text,
  explain: v.optional(v.picklist(['true', 'false', '1', '0', '']), 'false'),
};
const schemas = {
  /** Of a path that names the coin. */
  path: v.strictObject(entries),
  query: v.strictObject({ ...entries, coin: text }),
};

/** What most requests are: validating nothing takes time, too. */
const plainQuery: Query = { named: {}, run: undefined, explain: false };

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
  const given: v.InferOutput<typeof schemas.query> =
    coinInPath === undefined
      ? parsed(schemas.query, parameters)
      : { ...parsed(schemas.path, parameters), coin: coinInPath };
  const { run, explain } = given;
  if (run === '') throw invalid({ loc: ['query', 'run'], msg: 'name a run', type: 'value_error' });
  return {
    explain: explain === 'true' || explain === '1',
    run,
    named: namedMarket(given, coinInPath === undefined ? 'query' : 'path'),
  };
}

type GivenMarket = Pick<v.InferOutput<typeof schemas.query>, 'coin' | 'vs' | 'target'>;

function namedMarket({ coin, vs, target }: GivenMarket, place: 'path' | 'query'): NamedMarket {
  return {
    coin: coin === undefined ? undefined : parseName(parseCoin, coin, [place, 'coin']),
    vsCurrency: vs === undefined ? undefined : parseName(parseCurrency, vs, ['query', 'vs']),
    target: target === undefined ? undefined : parseName(parseTarget, target, ['query', 'target']),
  };
}

function parseTarget(text: string): TargetName {
  const name = targetNames.find((target) => target === text.replaceAll('-', '_'));
  if (name === undefined) throw new RangeError(`use one of ${targetNames.join(', ')}`);
  return name;
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

function parseName<Name extends string>(
  parse: (text: string) => Name,
  text: string,
  loc: readonly string[],
): Name {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw invalid({ loc, msg: error.message, type: 'value_error' });
    throw error;
  }
}

/** Rows that are forecast before other requests get their turn: some milliseconds of work. */
const SLICE = 50;
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

/** Answers to an array, as JSON: a megabyte of it is not written in one go. */
export interface AnswersJson {
  readonly json: string;
  readonly predictions: readonly (0 | 1)[];
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
): Promise<AnswersJson> {
  if (inputs.length === 0)
    throw invalid({ loc: ['body'], msg: 'Give at least one object', type: 'too_short' });
  const answers: string[] = [];
  const predictions: (0 | 1)[] = [];
  const wrong: ValidationItem[] = [];
  for (const [i, input] of inputs.entries()) {
    if (i > 0 && i % SLICE === 0) await new Promise(setImmediate);
    const parsed = parseFeatureInput(input, run.model.features);
    if (parsed.ok) {
      const made = forecast(run.model, parsed.values);
      answers.push(JSON.stringify(forecastJson(made, run, { explain })));
      predictions.push(made.prediction);
    } else wrong.push(...itemsOf(parsed.problems, ['body', i]));
    if (wrong.length >= MOST_ITEMS) break;
  }
  if (wrong.length > 0) throw invalid(...wrong.slice(0, MOST_ITEMS));
  return { json: `[${answers.join(',')}]`, predictions };
}
