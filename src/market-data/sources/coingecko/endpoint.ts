import { UsageError } from '../../../errors.ts';
import { parseKey } from '../../../identifiers.ts';
import { addressIn } from '../address.ts';

/** Where CoinGecko is, and with which key. */
export interface CoingeckoEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  /** A paid plan goes back as far as a coin does; a free one 365 days. */
  readonly plan: 'demo' | 'pro';
}

const HOSTS = {
  demo: 'https://api.coingecko.com/api/v3',
  pro: 'https://pro-api.coingecko.com/api/v3',
} as const;

/**
 * Where CoinGecko is by the environment: `COINGECKO_BASE_URL`, `COINGECKO_API_KEY` (else the preference), and
 * `COINGECKO_PLAN`.
 *
 * @throws {UsageError} where a variable cannot be used
 */
export function coingeckoEndpoint(
  env: Readonly<Record<string, string | undefined>>,
  preferredKey: string | undefined,
): CoingeckoEndpoint {
  const plan = planOf(env.COINGECKO_PLAN);
  return {
    baseUrl: addressIn(env, 'COINGECKO_BASE_URL', HOSTS[plan]),
    plan,
    apiKey: keyOf(env.COINGECKO_API_KEY) ?? preferredKey,
  };
}

function planOf(text = ''): CoingeckoEndpoint['plan'] {
  const plan = text.trim().toLowerCase();
  if (plan === 'pro') return 'pro';
  if (['', 'demo', 'free'].includes(plan)) return 'demo';
  throw new UsageError({
    code: 'invalid_plan',
    message: `COINGECKO_PLAN cannot be ${JSON.stringify(text.slice(0, 40))}`,
    hint: 'use pro for a key of a paid plan; else unset it',
  });
}

/** A key that fits in a header; its error does not repeat it. */
function keyOf(text = ''): string | undefined {
  const key = text.trim();
  if (key === '') return undefined;
  try {
    return parseKey(key);
  } catch {
    throw new UsageError({
      code: 'invalid_key',
      message: 'COINGECKO_API_KEY is not a key',
      hint: 'set it to the key as CoinGecko shows it, or unset it',
    });
  }
}
