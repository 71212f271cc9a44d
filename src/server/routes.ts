import * as v from 'valibot';
import { ExpectedError } from '../errors.ts';
import { packageVersion } from '../package-root.ts';
import { forecastJson } from '../results/forecast.ts';
import { docsRoutes } from './docs.ts';
import { overallStatus } from './health.ts';
import { openApiDocument } from './openapi.ts';
import { coinParameter, runParameters } from './parameters.ts';
import { answerEach, answerOne } from './predict.ts';
import { type Route, route } from './route.ts';
import { datedForecastAnswer, forecastAnswer, type HealthAnswer, healthAnswer } from './schemas.ts';

const predict = route({
  method: 'POST',
  path: '/predict',
  inQuery: {
    coin: v.optional(coinParameter('The coin whose run is used; else the one trained or chosen last')),
    ...runParameters,
  },
  described: {
    summary: 'Forecast from feature values',
    description: 'One object of feature values gets one forecast, an array of them an array.',
    body: (row) => v.union([row, v.pipe(v.array(row), v.minLength(1))]),
    answer: {
      says: 'A forecast, or an array of them',
      schema: v.union([forecastAnswer, v.array(forecastAnswer)]),
    },
    problems: [404, 413, 415, 503],
  },
  handle: (asked, { request: { body }, reply }, { models, metrics }) => {
    const send = (text: string) => reply.type('application/json; charset=utf-8').send(text);
    const known = models.known(asked);
    // Nearly every request is one object for a model in memory: it is answered without a turn of the event loop.
    if (known && !Array.isArray(body)) return send(answerOne(known, body, asked, metrics));
    return models.asked(asked).then(async (run) => {
      return send(
        Array.isArray(body)
          ? await answerEach(run, body, asked, metrics)
          : answerOne(run, body, asked, metrics),
      );
    });
  },
});

const forecast = route({
  method: 'GET',
  path: '/forecast/:coin',
  inPath: { coin: coinParameter('A CoinGecko id') },
  inQuery: runParameters,
  described: {
    summary: 'Forecast tomorrow',
    description:
      'From the newest complete day, by the run in use for the coin. It is logged where the server was started to log forecasts.',
    answer: { says: 'A forecast', schema: datedForecastAnswer },
    problems: [404, 502, 503],
  },
  handle: async (asked, { request }, { models, metrics, forecastTomorrow, logsForecasts }) => {
    const run = await models.asked(asked);
    const made = await forecastTomorrow(run, { isLogged: logsForecasts && request.method === 'GET' });
    metrics.countForecasts(run, [made.prediction]);
    return forecastJson(made, made.run, asked);
  },
});

const health = route({
  method: 'GET',
  path: '/health',
  isOpen: true,
  described: {
    summary: 'Whether the server is up, and how every model in use is',
    description: 'If the server asks for a token, a client without it gets the status alone.',
    answer: { says: 'Up', schema: healthAnswer },
  },
  handle: async (_, { request }, { hasToken, startedAt, state }) => {
    const { measured, last, problem } = await state();
    const models = measured.map((model) => model.health);
    const status = problem === undefined ? overallStatus(models) : 'damaged';
    if (!hasToken(request.headers)) return { status };
    return {
      status,
      version: packageVersion(),
      uptime_seconds: Math.round((performance.now() - startedAt) / 1000),
      model: last?.health ?? null,
      models,
      ...(problem === undefined ? {} : { detail: problem }),
    } satisfies HealthAnswer;
  },
});

const metrics = route({
  method: 'GET',
  path: '/metrics',
  described: {
    summary: 'Figures for Prometheus',
    answer: { says: 'Prometheus text', schema: v.string(), type: 'text/plain' },
  },
  handle: async (_, { reply }, services) => {
    services.metrics.setModels((await services.state()).measured);
    return reply.type(services.metrics.contentType).send(services.metrics.text());
  },
});

/** The description of the API, with the features of the run that answers where none is named. */
const description = route({
  method: 'GET',
  path: '/openapi.json',
  handle: async (_, __, { models, exampleOf, asksForToken }) => {
    const run = await models.asked({}).catch((error: unknown) => {
      // Where no run is in use, or it cannot be read, the description does without its features.
      if (error instanceof ExpectedError) return undefined;
      throw error;
    });
    return openApiDocument(routes, {
      features: run?.model.features,
      example: run && (await exampleOf(run)),
      asksForToken,
    });
  },
});

/** Every route of the API: what is served, checked and described follows from these. */
export const routes: readonly Route[] = [predict, forecast, health, metrics, description, ...docsRoutes];
