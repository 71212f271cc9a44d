import got, { HTTPError, ParseError, RequestError, TimeoutError } from 'got';
import { SourceError } from '../../../errors.ts';
import { explainRefusal, isSettled, type Problem, problemIn } from './problems.ts';

/** Where CoinGecko is, and with which key. */
export interface CoingeckoEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  /** A paid plan goes back as far as a coin does; a free one 365 days. */
  readonly plan: 'demo' | 'pro';
}

export type RequestProgress =
  | { readonly kind: 'attempt'; readonly attempt: number; readonly of: number }
  | { readonly kind: 'waiting'; readonly milliseconds: number; readonly reason: string }
  | { readonly kind: 'receiving'; readonly bytes: number };

export interface Request {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number>>;
  readonly signal: AbortSignal;
  /** How long all attempts and waits may take together. */
  readonly deadlineMs?: number;
  readonly report?: (progress: RequestProgress) => void;
}

const ATTEMPTS = 4;
/** Also because a wait of 0 means to got that there is no retry. */
const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;
/** All attempts and waits together: whoever has something else to fall back on gets to it in time. */
const DEADLINE_MS = 9_000;
const TOO_LATE = 'too late';
const TOO_LARGE = 'too large';
const LARGEST_ANSWER = 32 * 1024 * 1024;
/** Without a network or a server, with a wrong certificate, or in a circle of redirects, no wait helps. */
const NOT_PASSING =
  /^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ERR_(TOO_MANY_REDIRECTS|UNSUPPORTED_PROTOCOL|INVALID_URL))$|CERT|SIGNATURE/;
const RETRIED_STATUS = [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 524];

/**
 * Asks CoinGecko for JSON: bounded in time, size and attempts, with the key in a header.
 *
 * @throws {SourceError} where it refuses, fails, or answers something else; the signal's reason, when aborted
 */
export async function getJson(endpoint: CoingeckoEndpoint, request: Request): Promise<unknown> {
  const report = request.report ?? (() => {});
  const { deadlineMs = DEADLINE_MS } = request;
  const start = performance.now();
  // One controller and a timer: Node 20 can lose AbortSignal.any and AbortSignal.timeout to its garbage collector.
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  const deadline = setTimeout(() => stop.abort(TOO_LATE), deadlineMs);
  request.signal.addEventListener('abort', interrupt);
  if (request.signal.aborted) interrupt();
  const keyHeader = `x-cg-${endpoint.plan}-api-key`;
  report({ kind: 'attempt', attempt: 1, of: ATTEMPTS });
  const answer = got(request.path, {
    prefixUrl: endpoint.baseUrl,
    searchParams: request.query,
    headers: { accept: 'application/json', ...(endpoint.apiKey ? { [keyHeader]: endpoint.apiKey } : {}) },
    responseType: 'json',
    maxRedirects: 3,
    timeout: { lookup: 3_000, connect: 3_000, secureConnect: 3_000, response: 5_000, request: 8_000 },
    retry: {
      limit: ATTEMPTS - 1,
      methods: ['GET'],
      statusCodes: RETRIED_STATUS,
      calculateDelay: ({ attemptCount, error }) => {
        if (attemptCount >= ATTEMPTS || !isPassing(error)) return 0;
        const milliseconds = waitBefore(attemptCount, error);
        // Better the reason at once than a timeout later.
        if (performance.now() - start + milliseconds >= deadlineMs) return 0;
        report({ kind: 'waiting', milliseconds, reason: reasonOf(error) });
        return milliseconds;
      },
    },
    hooks: {
      beforeRedirect: [
        (options, { url }) => {
          const target = options.url instanceof URL ? options.url.origin : undefined;
          if (target !== new URL(url).origin) delete options.headers[keyHeader];
        },
      ],
      beforeRetry: [(_, count) => report({ kind: 'attempt', attempt: count + 1, of: ATTEMPTS })],
    },
    signal: stop.signal,
  });
  answer.on('downloadProgress', ({ transferred }) => {
    if (transferred > LARGEST_ANSWER) stop.abort(TOO_LARGE);
    report({ kind: 'receiving', bytes: transferred });
  });
  try {
    const { body, statusCode } = await answer;
    const problem = problemIn(body);
    if (problem !== undefined) throw explainRefusal(statusCode, problem, endpoint);
    return body;
  } catch (error) {
    request.signal.throwIfAborted();
    if (stop.signal.reason === TOO_LARGE) {
      throw failure('answer_too_large', 'the answer is larger than 32 MiB', error);
    }
    if (stop.signal.reason === TOO_LATE) {
      throw failure('timeout', `it did not answer within ${deadlineMs / 1000} seconds`, error);
    }
    throw explain(error, endpoint);
  } finally {
    clearTimeout(deadline);
    request.signal.removeEventListener('abort', interrupt);
  }
}

function explain(error: unknown, endpoint: CoingeckoEndpoint): unknown {
  if (error instanceof HTTPError) {
    const { statusCode, headers } = error.response;
    const problem = problemOf(error) ?? { message: `HTTP ${statusCode}` };
    return explainRefusal(isEdgeLimit(error) ? 429 : statusCode, problem, endpoint, headers['retry-after']);
  }
  if (error instanceof TimeoutError) return failure('timeout', 'it did not answer in time', error);
  if (error instanceof ParseError) return failure('malformed_answer', 'the answer is not valid JSON', error);
  if (error instanceof RequestError) {
    return failure('unreachable', `it cannot be reached (${error.code})`, error);
  }
  return error;
}

function failure(code: string, what: string, cause: unknown): SourceError {
  return new SourceError({
    code,
    message: `CoinGecko: ${what}`,
    hint: 'try again later, or use --offline',
    cause,
  });
}

/** Whether a failure may pass by itself: a busy server, a broken line, half an answer. */
function isPassing(error: RequestError): boolean {
  if (error instanceof HTTPError) {
    if (isSettled(problemOf(error))) return false;
    return isEdgeLimit(error) || RETRIED_STATUS.includes(error.response.statusCode);
  }
  return !NOT_PASSING.test(error.code);
}

function problemOf({ response }: HTTPError): Problem | undefined {
  return problemIn(response.body) ?? problemIn(parsed(response.body));
}

/** The edge in front of CoinGecko words its rate limit in a text of its own. */
function isEdgeLimit({ response }: HTTPError): boolean {
  return /error code: 1015/.test(String(response.body));
}

/** As long as the server asks, within bounds; else 0.5, 1, 2 seconds and up to as much again by chance. */
function waitBefore(attempt: number, error: RequestError): number {
  const asked = error instanceof HTTPError ? askedWait(error.response.headers['retry-after']) : undefined;
  const backoff = SHORTEST_WAIT_MS * 2 ** attempt * (1 + Math.random());
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, asked ?? backoff));
}

/** `Retry-After` in milliseconds, whether seconds or a date; undefined where it makes no sense. */
function askedWait(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = /^[A-Za-z]{3}, /.test(header.trim()) ? Date.parse(header) : Number.NaN;
  return date > now ? date - now : undefined;
}

function reasonOf(error: RequestError): string {
  if (error instanceof HTTPError) {
    return error.response.statusCode === 429 ? 'rate limit' : `HTTP ${error.response.statusCode}`;
  }
  if (error instanceof TimeoutError) return 'no answer in time';
  if (error instanceof ParseError) return 'half an answer';
  return error.code;
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}
