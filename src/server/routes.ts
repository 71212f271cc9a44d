import type { FastifyRequest } from 'fastify';
import { assetNames } from './docs.ts';
import { HttpProblem } from './problems.ts';

/** What may be asked without the bearer token: that a server is here, and no more. */
export const openRoute = '/health';

/** Every route with its methods. */
const routes: ReadonlyMap<string, readonly string[]> = new Map([
  ['/predict', ['POST']],
  ...['/forecast/:coin', '/health', '/metrics', '/openapi.json', '/docs', ...docsRoutes()].map(
    (path): [string, string[]] => [path, ['GET', 'HEAD']],
  ),
]);

/** The route that a path belongs to. */
export function routeOf(path: string): string | undefined {
  if (routes.has(path)) return path;
  return /^\/forecast\/[^/]+$/.test(path) ? '/forecast/:coin' : undefined;
}

function docsRoutes(): readonly string[] {
  return ['start.js', ...assetNames].map((name) => `/docs/${name}`);
}

/** 405 with what is allowed where the path is one of ours, else 404. */
export function unanswered(path: string): HttpProblem {
  const allowed = routes.get(routeOf(path) ?? '');
  return allowed ? new HttpProblem(405, undefined, { allow: allowed.join(', ') }) : new HttpProblem(404);
}

/** Without the query, which may hold keys, and of a length that a line of a log bears. */
export function pathOf({ url }: FastifyRequest): string {
  const query = url.indexOf('?');
  return url.slice(0, query === -1 ? 200 : Math.min(query, 200));
}
