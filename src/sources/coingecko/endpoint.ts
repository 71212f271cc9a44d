import { UsageError } from '../../errors.ts';
import type { CoingeckoEndpoint } from './client.ts';

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
  const plan = env.COINGECKO_PLAN === 'pro' ? 'pro' : 'demo';
  const baseUrl = env.COINGECKO_BASE_URL || HOSTS[plan];
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : '')) {
    throw new UsageError({
      code: 'invalid_base_url',
      message: 'COINGECKO_BASE_URL is not an http or https address',
      hint: `unset it, or set it to an address like ${HOSTS.demo}`,
    });
  }
  return { baseUrl, plan, apiKey: env.COINGECKO_API_KEY || preferredKey };
}
