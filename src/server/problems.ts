import { STATUS_CODES } from 'node:http';
import { ExpectedError, MissingError, SourceError, systemCode } from '../errors.ts';
import type { InputProblem } from '../features/feature-input.ts';
import { NO_MODEL } from '../workspace/runs.ts';

/** One thing that is wrong with a request, in the shape that clients of FastAPI know. */
export interface ValidationItem {
  /** Where: `body`, then the position in an array, then the field. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

export type Detail = string | readonly ValidationItem[];

/** A request that is answered with an error. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly detail: Detail = STATUS_CODES[status] ?? 'Error',
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(typeof detail === 'string' ? detail : 'invalid input');
    this.name = 'HttpProblem';
  }
}

/** A request whose content is wrong: 422. */
export function invalid(...items: readonly ValidationItem[]): HttpProblem {
  return new HttpProblem(422, items);
}

const types = { missing: 'missing', unknown: 'extra_forbidden', invalid: 'value_error' } as const;

/** What is wrong with a row of feature values, at its place in the body. */
export function itemsOf(
  problems: readonly InputProblem[],
  place: readonly (string | number)[],
): readonly ValidationItem[] {
  return problems.map(({ feature, message, type }) => ({
    loc: feature === undefined ? place : [...place, feature],
    msg: type === 'missing' ? 'Field required' : `${feature === undefined ? 'Input' : 'Value'} ${message}`,
    type: types[type],
  }));
}

/** What to do, for whoever runs the server. */
function hintOf({ code, facts, hint }: ExpectedError): string {
  return code === NO_MODEL ? `run crypto-predict train --coin ${facts.coin ?? 'bitcoin'}` : hint;
}

/** Any error as the answer that a client gets. What is not foreseen says nothing of the inside. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof ExpectedError) {
    const status = error instanceof SourceError ? 502 : isUnavailable(error) ? 503 : 500;
    return new HttpProblem(status, `${error.message}; ${hintOf(error)}`);
  }
  switch (systemCode(error)) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return invalid({ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return invalid({ loc: ['body'], msg: 'Field required', type: 'missing' });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem(413, 'The body is over 1 MiB');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem(415, 'Send the body as application/json');
    case 'EMFILE':
    case 'ENFILE':
      return new HttpProblem(503, 'Too many files are open');
    default:
      return new HttpProblem(statusOf(error));
  }
}

const UNREADABLE = ['damaged_file', 'newer_schema', 'older_schema'];

/** Whether there is no model to answer with: none is in use, or the one that is cannot be read. */
function isUnavailable(error: ExpectedError): boolean {
  return error instanceof MissingError || UNREADABLE.includes(error.code);
}

/** The status that the HTTP library gave an error; 500 where it gave none. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
