import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { targetNames } from '../domain.ts';
import { featureInputSchema } from '../features/feature-input.ts';
import { packageVersion } from '../package-root.ts';
import { jsonForm } from '../results/codec.ts';
import { datedForecastSchema, forecastSchema } from '../results/forecast.ts';
import { errorAnswer, healthAnswer, validationErrorAnswer } from './schemas.ts';

/** What the description depends on: the model in use, and how the server is reached. */
export interface Description {
  /** The features of the model in use; undefined where none is. */
  readonly features: readonly string[] | undefined;
  /** Feature values that were really observed, to try the API with. */
  readonly example: Readonly<Record<string, number>> | undefined;
  readonly asksForToken: boolean;
}

const target = { type: 'string', enum: targetNames };
const runs = 'The id of a run of this market, or newest, or previous; else the one in use';

/** The OpenAPI 3.1 description of the API, made from the schemas that requests and answers are held to. */
export function openApiDocument({ features, example, asksForToken }: Description): object {
  const secured = asksForToken ? { security: [{ token: [] }] } : {};
  return {
    openapi: '3.1.0',
    info: {
      title: 'crypto-predict',
      version: packageVersion(),
      description:
        'Does anything known today say something about tomorrow’s price? A forecast by the model in use. Not a basis for a trade.',
    },
    paths: {
      '/predict': {
        post: {
          operationId: 'predict',
          summary: 'Forecast from feature values',
          description: 'One object of feature values answers one forecast, an array of them an array.',
          ...secured,
          parameters: [
            query(
              'coin',
              { type: 'string' },
              'The coin whose run is used; else the one trained or chosen last',
            ),
            query('vs', { type: 'string' }, 'Its quote currency; usd where a coin is named'),
            query('target', target, 'What is forecast; the direction where a coin is named'),
            query('run', { type: 'string' }, runs),
            query('explain', { type: 'boolean', default: false }, 'Add what each feature contributes'),
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  anyOf: [ref('Features'), { type: 'array', minItems: 1, items: ref('Features') }],
                },
                ...(example === undefined ? {} : { example }),
              },
            },
          },
          responses: {
            200: answer('A forecast, or an array of them', {
              anyOf: [ref('Forecast'), { type: 'array', items: ref('Forecast') }],
            }),
            ...errors(404, 413, 415, 503),
            ...invalidInput,
            ...(asksForToken ? errors(401) : {}),
          },
        },
      },
      '/forecast/{coin}': {
        get: {
          operationId: 'forecast',
          summary: 'Forecast tomorrow',
          description:
            'From the newest complete day, by the run in use for the coin. It is logged where the server was started with --log-forecasts.',
          ...secured,
          parameters: [
            {
              name: 'coin',
              in: 'path',
              required: true,
              description: 'A CoinGecko id',
              schema: { type: 'string', default: 'bitcoin' },
            },
            query('vs', { type: 'string', default: 'usd' }, 'The quote currency'),
            query('target', { ...target, default: targetNames[0] }, 'What is forecast'),
            query('run', { type: 'string' }, runs),
            query('explain', { type: 'boolean', default: false }, 'Add what each feature contributes'),
          ],
          responses: {
            200: answer('A forecast', ref('DatedForecast')),
            ...invalidInput,
            ...errors(404, 502, 503),
            ...(asksForToken ? errors(401) : {}),
          },
        },
      },
      '/health': {
        get: {
          operationId: 'health',
          summary: 'Whether the server is up, and how every model in use is',
          description: asksForToken ? 'Without the token it says its status alone.' : undefined,
          responses: { 200: answer('Up', ref('Health')), ...invalidInput },
        },
      },
      '/metrics': {
        get: {
          operationId: 'metrics',
          summary: 'Figures for Prometheus',
          ...secured,
          responses: {
            200: {
              description: 'Prometheus text',
              content: { 'text/plain': { schema: { type: 'string' } } },
            },
            ...(asksForToken ? errors(401) : {}),
          },
        },
      },
    },
    components: {
      schemas: {
        Features: features
          ? jsonSchema(featureInputSchema(features))
          : { type: 'object', additionalProperties: { type: 'number' } },
        Forecast: jsonSchema(jsonForm(forecastSchema)),
        DatedForecast: jsonSchema(jsonForm(datedForecastSchema)),
        Health: jsonSchema(healthAnswer),
        Error: jsonSchema(errorAnswer),
        ValidationError: jsonSchema(validationErrorAnswer),
      },
      ...(asksForToken ? { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } : {}),
    },
  };
}

const errorDescriptions = {
  401: 'No bearer token, or another one',
  404: 'No model of this market is in use',
  413: 'The body is over 1 MiB',
  415: 'The body is not application/json',
  502: 'The data source failed',
  503: 'No model is in use',
} as const;

function errors(...statuses: readonly (keyof typeof errorDescriptions)[]): object {
  return Object.fromEntries(
    statuses.map((status) => [status, answer(errorDescriptions[status], ref('Error'))]),
  );
}

const invalidInput = { 422: answer('Invalid input', ref('ValidationError')) };

function answer(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } };
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function query(name: string, schema: object, description: string): object {
  return { name, in: 'query', required: false, description, schema };
}

/** Without `$schema`: OpenAPI 3.1 is JSON Schema 2020-12 already. That a number is finite is implied by JSON. */
function jsonSchema(schema: GenericSchema): object {
  const { $schema: _, ...converted } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    ignoreActions: ['finite'],
  });
  return converted;
}
