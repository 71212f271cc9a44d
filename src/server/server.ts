import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Context } from '../context.ts';
import { ExpectedError } from '../errors.ts';
import { packageVersion } from '../package-root.ts';
import { forecastJson } from '../results/forecast.ts';
import { marketKey } from '../workspace/in-use.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { type AccessRules, checkNames, checkToken, hasToken } from './access.ts';
import { refuseShape } from './body-shape.ts';
import { answerClientError, answerConnect } from './client-error.ts';
import { assetNames, contentSecurityPolicy, docsPage, docsStart, readAsset } from './docs.ts';
import { type DrainTimes, drain } from './drain.ts';
import { exampleFor } from './example.ts';
import { healthOf, overallStatus } from './health.ts';
import { createMetrics, type MeasuredModel } from './metrics.ts';
import { createModelStore } from './models.ts';
import { openApiDocument } from './openapi.ts';
import { answerEach, answerOne, parseQuery, type Query, refuseParameters } from './predict-route.ts';
import { type HttpProblem, problemOf } from './problems.ts';
import type { Log } from './request-log.ts';
import { openRoute, pathOf, routeOf, unanswered } from './routes.ts';
import type { HealthAnswer } from './schemas.ts';
import { createForecaster } from './tomorrow.ts';
import { createWatch } from './watch.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** By the monotonic clock, in milliseconds; Fastify itself times only what has an onResponse hook. */
    startedAt: number;
  }
}

export interface ServerSettings {
  readonly rules: AccessRules;
  readonly log: Log;
  /** Whether forecasts of tomorrow are made without the network. */
  readonly offline: boolean;
  /** Whether a forecast of tomorrow that is asked for is logged, to be held against what comes. */
  readonly logsForecasts: boolean;
  readonly timeouts?: Timeouts;
}

/** How long a client may take, in milliseconds. */
export interface Timeouts extends DrainTimes {
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often slow clients are looked for. */
  readonly checkMs: number;
}

const defaultTimeouts: Timeouts = {
  headersMs: 10_000,
  requestMs: 20_000,
  checkMs: 1_000,
  idleMs: 500,
  longestMs: 8_000,
};

const BODY_LIMIT = 1024 * 1024;

/** The HTTP API over a workspace. It does not listen yet. */
export function createServer(context: Context, settings: ServerSettings): FastifyInstance {
  const { rules, log, timeouts = defaultTimeouts } = settings;
  const { workspace, now } = context;
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: timeouts.requestMs,
    return503OnClosing: false,
    http: {
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: timeouts.checkMs,
      // `checkNames` asks for it, and says so.
      requireHostHeader: false,
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, log),
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error)),
  });
  const models = createModelStore(workspace);
  const metrics = createMetrics();
  const forecastTomorrow = createForecaster(context, settings);
  const watch = createWatch(context, log);
  const startedAt = performance.now();
  const examples = new WeakMap<SavedRun, ReturnType<typeof exampleFor>>();

  // Left to itself, Node would refuse these two without a word.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.server.on('connect', (_request, socket) => answerConnect(socket, log));
  app.removeContentTypeParser(['text/plain', 'application/json']);
  // A feature may be called anything: what is no feature is refused by name, __proto__ too.
  const parseJson = app.getDefaultJsonParser('ignore', 'ignore');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    try {
      refuseShape(body);
    } catch (error) {
      return done(error instanceof Error ? error : new Error(String(error)));
    }
    return parseJson(request, body, done);
  });
  app.addHook('preClose', () => drain(app.server, timeouts));
  app.decorateRequest('startedAt', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    request.startedAt = performance.now();
    checkNames(rules, request.raw);
    if (request.is404) throw unanswered(pathOf(request));
    if (rules.token !== undefined && pathOf(request) !== openRoute) checkToken(rules, request.headers);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { method } = request;
    const { statusCode: status } = reply;
    const ms = performance.now() - request.startedAt;
    const path = pathOf(request);
    metrics.countRequest({ method, route: routeOf(path) ?? 'unknown', status, seconds: ms / 1000 });
    const level = status >= 500 ? 'error' : 'info';
    log({ level, msg: 'request', method, path, status, ms: Math.round(ms * 100) / 100 });
    done(null, payload);
  });
  app.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      log({ level: 'error', msg: error instanceof Error ? error.message : String(error) });
    }
    return sendProblem(reply, problem);
  });

  const runFor = ({ named, run }: Query) =>
    run === undefined ? models.inUse(named) : models.byName(run, named);
  /** Every model in use and how it is; a problem where the list of them cannot be read. */
  const state = async (): Promise<{
    readonly measured: readonly MeasuredModel[];
    readonly last: MeasuredModel | undefined;
    readonly problem?: string;
  }> => {
    try {
      const { models: served, last } = await models.all();
      const figures = await watch(served);
      const measured = served.map((model): MeasuredModel => {
        const known = figures.get(marketKey(model));
        return { health: healthOf(model, known, now()), features: known?.measured?.features ?? [] };
      });
      return { measured, last: last && measured[served.indexOf(last)] };
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      return { measured: [], last: undefined, problem: error.message };
    }
  };

  app.post('/predict', (request, reply) => {
    const query = parseQuery(request.query);
    const known = query.run === undefined ? models.known(query.named) : undefined;
    // Nearly every request is one object for a model in memory: it is answered without a turn of the event loop.
    if (known && !Array.isArray(request.body)) {
      const answer = answerOne(known, request.body, query);
      metrics.countForecasts(known, [answer.prediction]);
      return reply.send(answer);
    }
    return answerLater(request.body, query, reply);
  });
  const answerLater = async (body: unknown, query: Query, reply: FastifyReply) => {
    const run = await runFor(query);
    if (!Array.isArray(body)) {
      const answer = answerOne(run, body, query);
      metrics.countForecasts(run, [answer.prediction]);
      return answer;
    }
    const { json, predictions } = await answerEach(run, body, query);
    metrics.countForecasts(run, predictions);
    return reply.type('application/json; charset=utf-8').send(json);
  };
  app.get<{ Params: { coin: string } }>('/forecast/:coin', async (request) => {
    const query = parseQuery(request.query, request.params.coin);
    const run = await runFor(query);
    const made = await forecastTomorrow(run, {
      isLogged: settings.logsForecasts && request.method === 'GET',
    });
    metrics.countForecasts(run, [made.prediction]);
    return forecastJson(made, made.run, query);
  });
  app.get('/health', async (request): Promise<HealthAnswer | Pick<HealthAnswer, 'status'>> => {
    refuseParameters(request.query);
    const { measured, last, problem } = await state();
    const all = measured.map(({ health }) => health);
    const status = problem === undefined ? overallStatus(all) : 'damaged';
    if (!hasToken(rules, request.headers)) return { status };
    return {
      status,
      version: packageVersion(),
      uptime_seconds: Math.round((performance.now() - startedAt) / 1000),
      model: last?.health ?? null,
      models: all,
      ...(problem === undefined ? {} : { detail: problem }),
    };
  });
  app.get('/metrics', async (request, reply) => {
    refuseParameters(request.query);
    metrics.setModels((await state()).measured);
    return reply.type(metrics.contentType).send(metrics.text());
  });
  app.get('/openapi.json', async (request) => {
    refuseParameters(request.query);
    const run = await models.inUse().catch((error: unknown) => {
      // Where no run is in use, or it cannot be read, the description does without its features.
      if (error instanceof ExpectedError) return undefined;
      throw error;
    });
    if (run && !examples.has(run)) examples.set(run, exampleFor(run, context));
    return openApiDocument({
      features: run?.model.features,
      example: run && (await examples.get(run)),
      asksForToken: rules.token !== undefined,
    });
  });
  app.get('/docs', (_request, reply) =>
    reply.type(docsPage.type).header('content-security-policy', contentSecurityPolicy).send(docsPage.content),
  );
  app.get('/docs/start.js', (_request, reply) => reply.type(docsStart.type).send(docsStart.content));
  for (const name of assetNames) {
    app.get(`/docs/${name}`, async (_request, reply) => {
      const { type, content } = await readAsset(name);
      return reply.type(type).header('cache-control', 'max-age=3600').send(content);
    });
  }
  return app;
}

function sendProblem(reply: FastifyReply, { status, detail, headers }: HttpProblem): FastifyReply {
  return reply.code(status).headers(headers).send({ detail });
}
