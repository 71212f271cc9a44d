import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { invalid } from './problems.ts';
import type { Services } from './services.ts';

/** A route as it is written down; how it is served, checked and described follows from that. */
interface Definition<InPath extends v.ObjectEntries, InQuery extends v.ObjectEntries> {
  readonly method: 'GET' | 'POST';
  /** As Fastify writes it: what follows a colon is a parameter. A path has one route. */
  readonly path: string;
  readonly inPath?: InPath;
  /** All that a query may have. */
  readonly inQuery?: InQuery;
  /** Whether it answers who has no token, too. */
  readonly isOpen?: boolean;
  /** Without, the description of the API leaves it out. */
  readonly described?: Described;
  readonly handle: (
    parameters: Parameters<InPath> & Parameters<InQuery>,
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    services: Services,
  ) => unknown;
}

type None = Record<never, never>;
type Parameters<Entries extends v.ObjectEntries> = v.InferOutput<v.StrictObjectSchema<Entries, undefined>>;

/** What the description of the API says of a route. */
export interface Described {
  readonly summary: string;
  readonly description?: string;
  /** What the body is, from the schema of a row of features. */
  readonly body?: (row: v.GenericSchema) => v.GenericSchema;
  readonly answer: { readonly says: string; readonly schema: v.GenericSchema; readonly type?: string };
  /** The problems that it answers with, beside what all routes do. */
  readonly problems?: readonly (keyof typeof problemTexts)[];
}

export interface Route extends Omit<Definition<v.ObjectEntries, v.ObjectEntries>, 'handle'> {
  readonly handlerOf: (services: Services) => (request: FastifyRequest, reply: FastifyReply) => unknown;
}

/** When a route answers with a status that is no success. */
export const problemTexts = {
  401: 'No bearer token, or another one',
  404: 'No model of this market is in use',
  413: 'The body is over 1 MiB',
  415: 'The body is not application/json',
  422: 'Invalid input',
  502: 'The data source failed',
  503: 'No model is in use',
} as const;

export function route<InPath extends v.ObjectEntries = None, InQuery extends v.ObjectEntries = None>({
  handle,
  ...written
}: Definition<InPath, InQuery>): Route {
  const readPath = readerOf('path', written.inPath);
  const readQuery = readerOf('query', written.inQuery);
  return {
    ...written,
    handlerOf: (services) => (request, reply) => {
      const parameters = { ...readPath(request.params), ...readQuery(request.query) };
      return handle(parameters, { request, reply }, services);
    },
  };
}

/**
 * Reads the parameters of a request. One that is not known is refused: ignored, it would change what is answered.
 *
 * @throws {HttpProblem} 422, when it is called
 */
function readerOf<Entries extends v.ObjectEntries>(place: 'path' | 'query', entries = {} as Entries) {
  const schema = v.strictObject(entries);
  // What most requests are: validating nothing takes time, too.
  const nothing = v.safeParse(schema, {});
  return (given: unknown) => {
    const { success, output, issues } = isEmpty(given) ? nothing : v.safeParse(schema, given);
    if (success) return output;
    const [issue] = issues;
    const isUnknown = issue.type === 'strict_object';
    throw invalid({
      loc: [place, v.getDotPath(issue) ?? ''],
      msg: isUnknown ? 'is not a parameter of this route' : issue.message,
      type: isUnknown ? 'extra_forbidden' : 'value_error',
    });
  };
}

function isEmpty(given: unknown): boolean {
  return typeof given === 'object' && given !== null && Object.keys(given).length === 0;
}
