import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { checkNames, unauthenticated } from './access.ts';
import { refuseShape } from './body-shape.ts';
import { answerClientError, answerConnect } from './client-error.ts';
import { type DrainTimes, drain } from './drain.ts';
import { findRoute, unanswered } from './find-route.ts';
import { type HttpProblem, problemOf } from './problems.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { createServices, type ServiceSettings } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** By the monotonic clock, in milliseconds; Fastify itself times only what has an onResponse hook. */
    startedAt: number;
  }
}

export interface ServerSettings extends ServiceSettings {
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
  const services = createServices(context, settings);

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
    if (!services.hasToken(request.headers) && !routeOf(request)?.isOpen) throw unauthenticated();
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { method } = request;
    const { statusCode: status } = reply;
    const ms = performance.now() - request.startedAt;
    const path = pathOf(request);
    const route = routeOf(request)?.path ?? 'unknown';
    services.metrics.countRequest({ method, route, status, seconds: ms / 1000 });
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

  for (const { method, path, handlerOf } of routes) {
    app.route({ method, url: path, handler: handlerOf(services) });
  }
  return app;
}

/** The route that answers, however its path is written; where none does, the one of another method at that path. */
function routeOf(request: FastifyRequest): Route | undefined {
  return findRoute(request.routeOptions.url ?? pathOf(request));
}

/** Without the query, which may hold keys, and of a length that a line of a log bears. */
function pathOf({ url }: FastifyRequest): string {
  const query = url.indexOf('?');
  return url.slice(0, query === -1 ? 200 : Math.min(query, 200));
}

function sendProblem(reply: FastifyReply, { status, detail, headers }: HttpProblem): FastifyReply {
  return reply.code(status).headers(headers).send({ detail });
}
