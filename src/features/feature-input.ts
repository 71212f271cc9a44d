import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import type { Range } from '../domain.ts';
import { InputError } from '../errors.ts';
import { at, type Vector } from '../learning/vector.ts';

/** The values that features of the calendar can have; any other feature can be any finite number. */
const calendarRanges: ReadonlyMap<string, Range> = new Map<string, Range>([
  ['day_of_week', { min: 0, max: 6 }],
  ['month', { min: 1, max: 12 }],
  ['year', { min: 1000, max: 9999 }],
  ...['tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(
    (day) => [day, { min: 0, max: 1 }] as const,
  ),
]);

/** The schema of one row of feature values: exactly the features of a model, each a finite number. */
export function featureInputSchema(features: readonly string[]) {
  return v.strictObject(Object.fromEntries(features.map((name) => [name, valueSchema(name)])));
}

type FeatureInputSchema = ReturnType<typeof featureInputSchema>;

/** A model's schema is made once, not for each row it is asked about. */
const schemas = new WeakMap<readonly string[], FeatureInputSchema>();

function schemaOf(features: readonly string[]): FeatureInputSchema {
  const known = schemas.get(features);
  if (known) return known;
  const schema = featureInputSchema(features);
  schemas.set(features, schema);
  return schema;
}

function valueSchema(name: string) {
  const finite = v.pipe(v.number('is not a number'), v.finite('is not a finite number'));
  const range = calendarRanges.get(name);
  if (range === undefined) return finite;
  const { min, max } = range;
  return v.pipe(
    finite,
    v.integer(`is not a whole number from ${min} to ${max}`),
    v.minValue(min, `is not a whole number from ${min} to ${max}`),
    v.maxValue(max, `is not a whole number from ${min} to ${max}`),
  );
}

export interface InputProblem {
  /** Where: the feature, or undefined for the input as a whole. */
  readonly feature: string | undefined;
  readonly message: string;
  readonly type: 'missing' | 'unknown' | 'invalid';
}

export type ParsedInput =
  | { readonly ok: true; readonly values: Vector }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** One row of feature values in the order of the features, or all that is wrong with it. */
export function parseFeatureInput(input: unknown, features: readonly string[]): ParsedInput {
  if (!isObject(input)) {
    return { ok: false, problems: [{ feature: undefined, message: 'is not an object', type: 'invalid' }] };
  }
  const own = Object.keys(input);
  const values = own.length === features.length ? valuesIn(input, features) : undefined;
  return values ? { ok: true, values } : { ok: false, problems: problemsOf(input, own, features) };
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/**
 * The values of the features in a row, each a finite number in the range of the calendar where it has one; undefined
 * where one is not. It is what the schema would say of a row that is right, in a fraction of the time.
 */
function valuesIn(input: Readonly<Record<string, unknown>>, features: readonly string[]): Vector | undefined {
  const values = new Array<number>(features.length);
  for (let j = 0; j < features.length; j++) {
    const name = at(features, j);
    const value = input[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    const range = calendarRanges.get(name);
    if (range !== undefined && !(Number.isInteger(value) && value >= range.min && value <= range.max))
      return undefined;
    values[j] = value;
  }
  return values;
}

/** How many unknown features are described. What is sent decides how many there are, and not how long they take. */
const UNKNOWN_DESCRIBED = 20;
/** A name of so many letters' difference is near. */
const NEAR = 4;
/** A longer name is near to none. */
const LONGEST_NAME = 80;

/**
 * What is wrong with an input: what is missing, what is not known, what has a wrong value. Of very many unknown
 * features the first are named, and the others counted.
 */
function problemsOf(
  input: Readonly<Record<string, unknown>>,
  own: readonly string[],
  features: readonly string[],
): readonly InputProblem[] {
  const wanted = new Set(features);
  const missing = features.filter((name) => !Object.hasOwn(input, name));
  const unknown: string[] = [];
  let unknownCount = 0;
  for (const name of own) {
    if (wanted.has(name)) continue;
    unknownCount += 1;
    if (unknown.length < UNKNOWN_DESCRIBED) unknown.push(name);
  }
  const known = Object.fromEntries(
    features.flatMap((name) => (Object.hasOwn(input, name) ? [[name, input[name]]] : [])),
  );
  const parsed = v.safeParse(schemaOf(features), known);
  const invalid = (parsed.issues ?? [])
    .map((issue) => ({ feature: v.getDotPath(issue) ?? undefined, message: issue.message }))
    .filter(({ feature }) => feature === undefined || !missing.includes(feature));
  return [
    ...missing.map((feature) => ({ feature, message: 'is missing', type: 'missing' as const })),
    ...unknown.map((feature) => ({
      feature: feature.slice(0, LONGEST_NAME),
      message: unknownMessage(feature, features),
      type: 'unknown' as const,
    })),
    ...unknownBeyond(unknownCount - unknown.length),
    ...invalid.map((problem) => ({ ...problem, type: 'invalid' as const })),
  ];
}

function unknownBeyond(count: number): readonly InputProblem[] {
  if (count <= 0) return [];
  return [{ feature: undefined, message: `has ${count} more unknown features`, type: 'unknown' }];
}

/**
 * The rows in a JSON text: one object or an array of them.
 *
 * @throws {InputError} that names the input and the field
 */
export function parseFeatureJson(text: string, features: readonly string[], file: string): FeatureJson {
  const document = parseJson(text, file);
  const isArray = Array.isArray(document);
  const inputs: readonly unknown[] = isArray ? document : [document];
  if (inputs.length === 0) throw refusal(file, 'is an empty array', 'give at least one object');
  const rows = inputs.map((input, i) => {
    const parsed = parseFeatureInput(input, features);
    if (parsed.ok) return parsed.values;
    const [first] = parsed.problems;
    const place = isArray ? `${file}, input ${i + 1}` : file;
    const more = parsed.problems.length > 1 ? ` (and ${parsed.problems.length - 1} more)` : '';
    throw refusal(
      place,
      `${first?.feature ? `${JSON.stringify(first.feature)} ` : ''}${first?.message}${more}`,
      first?.feature === undefined
        ? 'give an object of feature values'
        : `the features are ${features.join(', ')}`,
    );
  });
  return { isArray, rows };
}

export interface FeatureJson {
  readonly isArray: boolean;
  readonly rows: readonly Vector[];
}

function parseJson(text: string, file: string): unknown {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') throw refusal(file, 'is empty', 'give one JSON object of feature values');
  if (content.includes('\0') || content.includes('\uFFFD')) {
    throw refusal(file, 'is not text in UTF-8', 'save it as UTF-8');
  }
  try {
    return JSON.parse(content);
  } catch (error) {
    const what = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : '';
    throw refusal(file, `is not one JSON document: ${what}`, 'numbers are plain, names are in double quotes');
  }
}

function unknownMessage(feature: string, features: readonly string[]): string {
  const nearest = feature.length > LONGEST_NAME ? undefined : nearestOf(feature, features);
  return nearest === undefined
    ? 'is not a feature of this model'
    : `is not a feature of this model; did you mean ${nearest}?`;
}

/** The first of the nearest names; undefined where none is near. Each distance is measured once. */
function nearestOf(feature: string, features: readonly string[]): string | undefined {
  let [nearest, least]: [string | undefined, number] = [undefined, NEAR + 1];
  for (const name of features) {
    const steps = distance(name, feature);
    if (steps < least) [nearest, least] = [name, steps];
  }
  return nearest;
}

function refusal(place: string, what: string, hint: string): InputError {
  return new InputError({ code: 'invalid_input', message: `${place}: ${what}`, hint });
}
