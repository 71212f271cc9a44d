import got, { HTTPError, ParseError, RequestError, type Response, TimeoutError } from 'got';
import { onAbort } from '../../async.ts';
import { SourceError } from '../../errors.ts';
import { packageVersion } from '../../package-root.ts';
import { agentFor } from './proxy.ts';

/** A server that is asked for JSON, and how it words its refusals. */
export interface Server {
  /** What it is called in messages. */
  readonly title: string;
  readonly baseUrl: string;
  /** Headers that are sent to this server and never follow a redirect to another. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The error that a body tells of, under any status, 200 included; undefined where it tells of none. */
  readonly refusalIn: (answer: Answered) => SourceError | undefined;
}

/** What a server answered, its body parsed where it is JSON. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
  /** How many seconds it asks to wait, where it says so. */
  readonly wait: number | undefined;
}

export type RequestProgress =
  | { readonly kind: 'attempt'; readonly server: string; readonly attempt: number; readonly of: number }
  | { readonly kind: 'waiting'; readonly milliseconds: number; readonly reason: string }
  | { readonly kind: 'receiving'; readonly bytes: number }
  /** One of several requests is done: how many days came so far, and how many are left at most. */
  | { readonly kind: 'page'; readonly server: string; readonly days: number; readonly left: number };

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
const UNTRUSTED =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_UNTRUSTED)$/;
/** Without a network or a server, with a wrong certificate, or in a circle of redirects, no wait helps. */
const NOT_PASSING =
  /^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|EPROXY|ERR_(TOO_MANY_REDIRECTS|UNSUPPORTED_PROTOCOL|INVALID_URL))$|CERT|SIGNATURE/;
const RETRIED_STATUS = [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 524];
/** Of one that says that its limit is reached; 418 is Binance's for whoever goes on asking. */
export const LIMITED = [418, 429];

/**
 * Asks a server for JSON: bounded in time, size and attempts.
 *
 * @throws {SourceError} where it refuses, fails, or answers something else; the signal's reason, when aborted
 */
export async function getJson(server: Server, request: Request): Promise<unknown> {
  const report = request.report ?? (() => {});
  const { deadlineMs = DEADLINE_MS } = request;
  const { title } = server;
  const agent = await agentFor(server.baseUrl, server.env);
  const start = performance.now();
  // One controller and a timer: Node 20 can lose AbortSignal.any and AbortSignal.timeout to its garbage collector.
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  const deadline = setTimeout(() => stop.abort(TOO_LATE), deadlineMs);
  const stopListening = onAbort(request.signal, interrupt);
  report({ kind: 'attempt', server: title, attempt: 1, of: ATTEMPTS });
  const answer = got(request.path, {
    prefixUrl: server.baseUrl,
    searchParams: request.query,
    headers: {
      accept: 'application/json',
      'user-agent': `crypto-predict/${packageVersion()}`,
      ...server.headers,
    },
    responseType: 'json',
    parseJson: (text) => JSON.parse(withoutMark(text)),
    maxRedirects: 3,
    timeout: { lookup: 3_000, connect: 3_000, secureConnect: 3_000, response: 5_000, request: 8_000 },
    ...(agent ? { agent } : {}),
    retry: {
      limit: ATTEMPTS - 1,
      methods: ['GET'],
      statusCodes: [...RETRIED_STATUS, 418],
      calculateDelay: ({ attemptCount, error }) => {
        if (attemptCount >= ATTEMPTS || !isPassing(error, server)) return 0;
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
          if (target === new URL(url).origin) return;
          for (const header of Object.keys(server.headers ?? {})) delete options.headers[header];
        },
      ],
      beforeRetry: [
        (_, count) => report({ kind: 'attempt', server: title, attempt: count + 1, of: ATTEMPTS }),
      ],
    },
    signal: stop.signal,
  });
  answer.on('downloadProgress', ({ transferred }) => {
    if (transferred > LARGEST_ANSWER) stop.abort(TOO_LARGE);
    report({ kind: 'receiving', bytes: transferred });
  });
  try {
    const response = await answer;
    const refusal = server.refusalIn(answeredBy(response));
    if (refusal !== undefined) throw refusal;
    return response.body;
  } catch (error) {
    request.signal.throwIfAborted();
    if (stop.signal.reason === TOO_LARGE) {
      throw failure(server, 'answer_too_large', 'the answer is larger than 32 MiB', error);
    }
    if (stop.signal.reason === TOO_LATE) {
      throw failure(server, 'timeout', `it did not answer within ${deadlineMs / 1000} seconds`, error);
    }
    throw explain(error, server);
  } finally {
    clearTimeout(deadline);
    stopListening();
  }
}

function explain(error: unknown, server: Server): unknown {
  if (error instanceof HTTPError) {
    const answered = answeredBy(error.response);
    return server.refusalIn(answered) ?? refusalOf(server, answered);
  }
  if (error instanceof TimeoutError) return failure(server, 'timeout', 'it did not answer in time', error);
  if (error instanceof ParseError) {
    return failure(server, 'malformed_answer', 'the answer is not valid JSON', error);
  }
  if (!(error instanceof RequestError)) return error;
  if (error.code === 'EPROXY') return failure(server, 'proxy_refused', error.message, error);
  if (UNTRUSTED.test(error.code)) {
    return new SourceError({
      code: 'untrusted_certificate',
      message: `${server.title}: its certificate is not trusted (${error.code})`,
      hint: 'where a proxy of your own signs it, set NODE_EXTRA_CA_CERTS to the file of its certificate',
      cause: error,
    });
  }
  return failure(server, 'unreachable', `it cannot be reached (${error.code})`, error);
}

/** A refusal by its status, in the words of the server where it has some. */
export function refusalOf(
  { title }: Pick<Server, 'title'>,
  { status, wait }: Answered,
  words = `HTTP ${status}`,
): SourceError {
  if (LIMITED.includes(status)) {
    const asked = wait === undefined ? '' : `; it asks to wait ${wait} seconds`;
    return new SourceError({
      code: 'rate_limited',
      message: `${title}: the rate limit is exceeded${asked}`,
      hint: 'try again later',
      facts: { server: title },
    });
  }
  return new SourceError({
    code: 'source_failed',
    message: `${title}: ${words.replace(/\s+/g, ' ').slice(0, 200)}`,
    hint: 'try again later',
    facts: { server: title },
  });
}

/** A source that did not answer as it should, for a while at least. */
function failure({ title }: Pick<Server, 'title'>, code: string, what: string, cause?: unknown): SourceError {
  return new SourceError({
    code,
    message: `${title}: ${what}`,
    hint: 'try again later',
    facts: { server: title },
    cause,
  });
}

function answeredBy({ body, statusCode, headers }: Response<unknown>): Answered {
  const text = typeof body === 'string' ? body : undefined;
  // The edge in front of some servers words its rate limit in a text of its own.
  const isEdgeLimit = text !== undefined && /error code: 1015/.test(text);
  const seconds = headers['retry-after'] ?? '';
  return {
    status: isEdgeLimit ? 429 : statusCode,
    body: text === undefined ? body : parsed(text),
    wait: /^\d{1,6}$/.test(seconds) ? Number(seconds) : undefined,
  };
}

/** Refusals that no second attempt changes. */
const SETTLED = ['key_refused', 'range_exceeded', 'unknown_coin', 'unknown_currency', 'source_refused'];

/** Whether a failure may pass by itself: a busy server, a broken line, half an answer. */
function isPassing(error: RequestError, server: Server): boolean {
  if (!(error instanceof HTTPError)) return !NOT_PASSING.test(error.code);
  const answered = answeredBy(error.response);
  if (SETTLED.includes(server.refusalIn(answered)?.code ?? '')) return false;
  return RETRIED_STATUS.includes(answered.status) || LIMITED.includes(answered.status);
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
    const { statusCode } = error.response;
    return LIMITED.includes(statusCode) ? 'rate limit' : `HTTP ${statusCode}`;
  }
  if (error instanceof TimeoutError) return 'no answer in time';
  if (error instanceof ParseError) return 'half an answer';
  return error.code;
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch {
    return undefined;
  }
}
