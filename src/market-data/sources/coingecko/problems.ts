import * as v from 'valibot';
import { SourceError } from '../../../errors.ts';
import type { CoingeckoEndpoint } from './client.ts';

/** What CoinGecko says went wrong. */
export interface Problem {
  readonly code?: number | undefined;
  readonly message: string;
}

const status = v.object({ error_code: v.optional(v.number()), error_message: v.optional(v.string(), '') });
const shapes = v.union([
  v.object({ error: v.string() }),
  v.object({ error: v.object({ status }) }),
  v.object({ status }),
]);

/** CoinGecko words its refusals in three shapes, under any status, 200 included. */
export function problemIn(body: unknown): Problem | undefined {
  const parsed = v.safeParse(shapes, body);
  if (!parsed.success) return undefined;
  if ('status' in parsed.output) return problemOf(parsed.output.status);
  const { error } = parsed.output;
  return typeof error === 'string' ? { message: error } : problemOf(error.status);
}

/** Whether a problem is about the plan or the key, which no second attempt changes. */
export function isSettled(problem: Problem | undefined): boolean {
  const code = problem?.code ?? 0;
  return code >= 10000 && code < 10100;
}

/** Some of the currencies that CoinGecko quotes in. */
const commonCurrencies = ['usd', 'eur', 'gbp', 'jpy', 'chf', 'btc', 'eth'] as const;

/** The refusal as an error that says what to do. The key never appears in it. */
export function explainRefusal(
  statusCode: number,
  problem: Problem,
  { apiKey }: CoingeckoEndpoint,
  retryAfter?: string,
): SourceError {
  const { code, message } = problem;
  const said = redact(message, apiKey);
  if (code === 10012) {
    return new SourceError({
      code: 'range_exceeded',
      message: 'CoinGecko: a free plan goes back 365 days',
      hint: 'ask for --days 365 or fewer, import the full CSV export with fetch --from, or use a paid plan',
    });
  }
  if (isSettled(problem)) {
    return keyRefused(`${said || 'the API key was refused'} (${code})`);
  }
  if (statusCode === 404 || /coin not found|could not find coin/i.test(message)) {
    return new SourceError({
      code: 'unknown_coin',
      message: 'CoinGecko knows no coin of that id',
      hint: 'use the id in the address of its page on coingecko.com',
    });
  }
  if (/invalid vs_?currency/i.test(message)) {
    return new SourceError({
      code: 'unknown_currency',
      message: 'CoinGecko does not quote in that currency',
      hint: `some that work: ${commonCurrencies.join(', ')}`,
    });
  }
  if (statusCode === 429 || code === 429) {
    const wait = /^\d{1,6}$/.test(retryAfter ?? '') ? `; it asks to wait ${retryAfter} seconds` : '';
    return new SourceError({
      code: 'rate_limited',
      message: `CoinGecko: the rate limit is exceeded${wait}`,
      hint: 'try again later, set a free key with config set api_key KEY, or use --offline',
    });
  }
  if (statusCode === 401 || statusCode === 403) return keyRefused(said);
  return new SourceError({
    code: 'source_failed',
    message: `CoinGecko: ${said}`,
    hint: 'try again later, or use --offline',
  });
}

function keyRefused(said: string): SourceError {
  return new SourceError({
    code: 'key_refused',
    message: `CoinGecko: ${said}`,
    hint: 'check api_key with config set, and COINGECKO_PLAN=pro for a key of a paid plan',
  });
}

function problemOf({ error_code, error_message }: v.InferOutput<typeof status>): Problem {
  return { code: error_code, message: error_message || `error ${error_code ?? 'of an unknown kind'}` };
}

function redact(message: string, apiKey: string | undefined): string {
  const redacted = apiKey ? message.replaceAll(apiKey, '[key]') : message;
  return redacted.replace(/\s+/g, ' ').slice(0, 200);
}
