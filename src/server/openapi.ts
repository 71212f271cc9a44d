import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { featureInputSchema } from '../features/feature-input.ts';
import { packageVersion } from '../package-root.ts';
import { type Described, problemTexts, type Route } from './route.ts';
import {
  datedForecastAnswer,
  errorAnswer,
  forecastAnswer,
  healthAnswer,
  validationErrorAnswer,
} from './schemas.ts';

/** What the description depends on: the model in use, and how the server is reached. */
export interface Description {
  /** The features of the model in use; undefined where none is. */
  readonly features: readonly string[] | undefined;
  /** Feature values that were really observed, to try the API with. */
  readonly example: Readonly<Record<string, number>> | undefined;
  readonly asksForToken: boolean;
}

/** OpenAPI 3.1 is JSON Schema 2020-12 already. That a number is finite is implied by JSON. */
const options: ConversionConfig = {
  target: 'draft-2020-12',
  typeMode: 'output',
  ignoreActions: ['finite'],
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
};

/** The OpenAPI 3.1 description of routes, made from the schemas that requests and answers are held to. */
export function openApiDocument(
  routes: readonly Route[],
  { features, example, asksForToken }: Description,
): object {
  const row = features ? featureInputSchema(features) : v.record(v.string(), v.number());
  const definitions = {
    Features: row,
    Forecast: forecastAnswer,
    DatedForecast: datedForecastAnswer,
    Health: healthAnswer,
    Error: errorAnswer,
    ValidationError: validationErrorAnswer,
  };
  const written = (schema: v.GenericSchema) => {
    const { $schema: _, $defs: __, ...converted } = toJsonSchema(schema, { ...options, definitions });
    return converted;
  };
  const answer = (description: string, schema: v.GenericSchema, type = 'application/json') => ({
    description,
    content: { [type]: { schema: written(schema) } },
  });
  const problem = (status: keyof typeof problemTexts) =>
    answer(problemTexts[status], status === 422 ? validationErrorAnswer : errorAnswer);
  const requestBody = (schema: v.GenericSchema) => ({
    required: true,
    content: { 'application/json': { schema: written(schema), ...(example && { example }) } },
  });
  const parameters = (place: 'path' | 'query', entries: v.ObjectEntries = {}) =>
    Object.entries(entries).map(([name, schema]) => {
      const { description, examples, ...type } = written(schema);
      const required = place === 'path';
      const example = required ? { example: examples?.[0] } : {};
      return { name, in: place, required, description, ...example, schema: type };
    });
  const operation = ({ path, inPath, inQuery, isOpen }: Route, described: Described) => {
    const { body, answer: given, problems = [], ...words } = described;
    const isSecured = asksForToken && !isOpen;
    const statuses = [...problems, 422 as const, ...(isSecured ? [401 as const] : [])];
    return {
      operationId: path.split('/')[1],
      ...words,
      ...(isSecured && { security: [{ token: [] }] }),
      parameters: [...parameters('path', inPath), ...parameters('query', inQuery)],
      ...(body && { requestBody: requestBody(body(row)) }),
      responses: {
        200: answer(given.says, given.schema, given.type),
        ...Object.fromEntries(statuses.map((status) => [status, problem(status)])),
      },
    };
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'crypto-predict',
      version: packageVersion(),
      description:
        'Does anything known today say something about tomorrow’s price? A forecast by the model in use. Not a basis for a trade.',
    },
    paths: Object.fromEntries(
      routes.flatMap((route) => {
        const { method, path, described } = route;
        if (described === undefined) return [];
        return [
          [path.replaceAll(/:(\w+)/g, '{$1}'), { [method.toLowerCase()]: operation(route, described) }],
        ];
      }),
    ),
    components: {
      schemas: toJsonSchemaDefs(definitions, options),
      ...(asksForToken && { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } }),
    },
  };
}
