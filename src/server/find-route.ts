import { HttpProblem } from './problems.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

const byPath: ReadonlyMap<string, Route> = new Map(routes.map((route) => [route.path, route]));
const patterns = routes
  .filter(({ inPath }) => inPath !== undefined)
  .map((route) => ({ route, pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`) }));

/** The route of a path, or of a pattern as it is written down, whatever the method. */
export function findRoute(path: string): Route | undefined {
  return byPath.get(path) ?? patterns.find(({ pattern }) => pattern.test(path))?.route;
}

/** 405 with what is allowed where the path is one of ours, else 404. */
export function unanswered(path: string): HttpProblem {
  const route = findRoute(path);
  if (route === undefined) return new HttpProblem(404);
  return new HttpProblem(405, undefined, { allow: route.method === 'GET' ? 'GET, HEAD' : route.method });
}
