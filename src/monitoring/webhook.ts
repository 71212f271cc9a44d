import type { IncomingMessage, RequestOptions } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { onAbort } from '../async.ts';
import { ExpectedError, hasCode, SourceError } from '../errors.ts';
import { agentFor } from '../market-data/sources/proxy.ts';
import { packageVersion } from '../package-root.ts';

/** One JSON document for one address. */
export interface Posting {
  readonly url: string;
  readonly document: object;
  /** Which proxies there are. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly limits?: PostingLimits;
}

/** How often and how long is tried, in milliseconds. */
export interface PostingLimits {
  readonly waits: readonly number[];
  readonly attemptMs: number;
}

/** Four attempts, all of them and the waits between within half a minute. */
const LIMITS: PostingLimits = { waits: [1_000, 2_000, 4_000], attemptMs: 5_000 };
/** What an answer says beside its status does not matter; so much is read, for the sake of those who send it. */
const MOST_READ = 64 * 1024;
const PASSING_STATUS = [408, 425, 429, 500, 502, 503, 504];
const PASSING_CODE = /^(ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)$/;
const UNTRUSTED = /CERT|SIGNATURE|ERR_TLS/;

/** What became of one attempt: undefined where the document was taken. */
interface Failure {
  readonly what: string;
  /** Whether another attempt may end otherwise. */
  readonly isPassing: boolean;
  readonly cause?: unknown;
}

/**
 * Posts a JSON document. Any status of 200 to 299 means that it was taken. What may pass by itself is tried again: a
 * busy server, a broken line, no answer in time. A redirect is never followed: the document goes to the address that
 * was named, or nowhere.
 *
 * @throws {SourceError} where it was not taken, naming the host alone, as the rest of an address may be a secret; the
 * signal's reason, when aborted
 */
export async function postDocument({ url, limits = LIMITS, ...posting }: Posting): Promise<void> {
  const address = new URL(url);
  const { waits, attemptMs } = limits;
  for (let attempt = 0; ; attempt++) {
    const failure = await post(address, { ...posting, attemptMs });
    posting.signal.throwIfAborted();
    if (failure === undefined) return;
    const wait = waits[attempt];
    if (!failure.isPassing || wait === undefined) throw notTaken(address, failure, attempt + 1);
    await pause(wait, undefined, { signal: posting.signal }).catch(() => posting.signal.throwIfAborted());
  }
}

function notTaken({ host }: URL, { what, cause }: Failure, attempts: number): SourceError {
  const often = attempts === 1 ? '' : `, ${attempts} times`;
  return new SourceError({
    code: 'not_notified',
    message: `the status could not be told to ${host}: ${what}${often}`,
    hint: 'check the address; the next monitor tries again',
    cause,
  });
}

/** One attempt, which ends in time whatever the other side does. */
async function post(
  address: URL,
  { document, env, signal, attemptMs }: Omit<Posting, 'url' | 'limits'> & { readonly attemptMs: number },
): Promise<Failure | undefined> {
  const isSecure = address.protocol === 'https:';
  const { request } = isSecure ? await import('node:https') : await import('node:http');
  const body = JSON.stringify(document);
  try {
    const agents = await agentFor(address.href, env);
    const options: RequestOptions = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': `crypto-predict/${packageVersion()}`,
      },
      agent: (isSecure ? agents?.https : agents?.http) ?? false,
    };
    return await new Promise((resolve, reject) => {
      const asked = request(address, options, (answer) => void statusOf(answer, resolve));
      const end = () => void asked.destroy();
      const timer = setTimeout(() => {
        resolve({ what: `no answer within ${attemptMs / 1000} seconds`, isPassing: true });
        end();
      }, attemptMs);
      const stopListening = onAbort(signal, end);
      asked.on('error', reject);
      asked.on('close', () => {
        clearTimeout(timer);
        stopListening();
        resolve({ what: 'the connection was closed without an answer', isPassing: true });
      });
      asked.end(body);
    });
  } catch (error) {
    return failureOf(error);
  }
}

/** Tells an answer by its status, and reads a little of the rest. */
function statusOf(answer: IncomingMessage, tell: (failure: Failure | undefined) => void): void {
  const { statusCode = 0 } = answer;
  if (statusCode >= 200 && statusCode < 300) tell(undefined);
  else if (statusCode >= 300 && statusCode < 400) {
    tell({ what: `it redirects (HTTP ${statusCode}), which is not followed`, isPassing: false });
  } else tell({ what: `HTTP ${statusCode}`, isPassing: PASSING_STATUS.includes(statusCode) });
  let read = 0;
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > MOST_READ) answer.destroy();
  });
  answer.on('error', () => {});
}

function failureOf(error: unknown): Failure {
  if (error instanceof ExpectedError || !hasCode(error)) throw error;
  const { code, message } = error;
  if (code === 'EPROXY') return { what: message, isPassing: false, cause: error };
  if (UNTRUSTED.test(code))
    return { what: `its certificate is not trusted (${code})`, isPassing: false, cause: error };
  return { what: `it cannot be reached (${code})`, isPassing: PASSING_CODE.test(code), cause: error };
}
