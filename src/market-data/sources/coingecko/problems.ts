import * as v from 'valibot';
import { SourceError } from '../../../errors.ts';
import type { Answered } from '../http.ts';
import { LIMITED, refusalOf } from '../http.ts';
import type { CoingeckoEndpoint } from './endpoint.ts';

/** What CoinGecko says went wrong. */
interface Problem {
  readonly code?: number | undefined;
  readonly message: string;
}

const status = v.object({ error_code: v.optional(v.number()), error_message: v.optional(v.string(), '') });
const shapes = v.union([
  v.object({ error: v.string() }),
  v.object({ error: v.object({ status }) }),
  v.object({ status }),
]);

/** Some of the currencies that CoinGecko quotes in. */
const commonCurrencies = ['usd', 'eur', 'gbp', 'jpy', 'chf', 'btc', 'eth'] as const;
const SERVER = { title: 'CoinGecko' } as const;

/**
 * The refusal in an answer of CoinGecko, as an error that says what to do; undefined where there is none. It words
 * refusals in three shapes, under any status, 200 included. The key never appears in it.
 */
export function refusalIn(answered: Answered, { apiKey }: CoingeckoEndpoint): SourceError | undefined {
  const problem = problemIn(answered.body);
  const isFine = answered.status >= 200 && answered.status < 300;
  if (problem === undefined && isFine) return undefined;
  const { code, message } = problem ?? { code: undefined, message: `HTTP ${answered.status}` };
  const said = redact(message, apiKey);
  if (code === 10012) {
    return new SourceError({
      code: 'range_exceeded',
      message: 'CoinGecko: a free plan goes back 365 days',
      hint: 'ask for 365 days or fewer, import its full CSV export, or use a paid plan',
    });
  }
  // Problems of the plan or of the key.
  if (code !== undefined && code >= 10000 && code < 10100) {
    return keyRefused(`${said || 'the API key was refused'} (${code})`);
  }
  if (answered.status === 404 || /coin not found|could not find coin/i.test(message)) {
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
  if (LIMITED.includes(answered.status)) return refusalOf(SERVER, answered);
  if (code === 429) return refusalOf(SERVER, { ...answered, status: 429 });
  if (answered.status === 401 || answered.status === 403) {
    return apiKey === undefined ? addressRefused(said) : keyRefused(said);
  }
  return new SourceError({
    code: 'source_failed',
    message: `CoinGecko: ${said}`,
    hint: 'try again later',
    facts: { server: 'CoinGecko' },
  });
}

function problemIn(body: unknown): Problem | undefined {
  const parsed = v.safeParse(shapes, body, { abortEarly: true });
  if (!parsed.success) return undefined;
  if ('status' in parsed.output) return problemOf(parsed.output.status);
  const { error } = parsed.output;
  return typeof error === 'string' ? { message: error } : problemOf(error.status);
}

function problemOf({ error_code, error_message }: v.InferOutput<typeof status>): Problem {
  return { code: error_code, message: error_message || `error ${error_code ?? 'of an unknown kind'}` };
}

function keyRefused(said: string): SourceError {
  return new SourceError({
    code: 'key_refused',
    message: `CoinGecko: ${said}`,
    hint: 'check the key, and that it is used with its own plan',
  });
}

/** Without a key, nothing is wrong with one: the network that is asked from is what was refused. */
function addressRefused(said: string): SourceError {
  return new SourceError({
    code: 'source_refused',
    message: `CoinGecko refuses requests from this network: ${said}`,
    hint: 'a proxy or a firewall may be in between; try another network, or a free key',
  });
}

function redact(message: string, apiKey: string | undefined): string {
  const redacted = apiKey ? message.replaceAll(apiKey, '[key]') : message;
  return redacted.replace(/\s+/g, ' ').slice(0, 200);
}
