import { join } from 'node:path';
import type { Market, Observation } from '../../domain.ts';
import { packageRoot } from '../../package-root.ts';
import { readFile } from './files/chart-file.ts';

/** The markets whose figures come with the package, so that it works before it has ever been online. */
export const bundledMarkets: readonly Market[] = [
  { coin: 'bitcoin', vsCurrency: 'usd' },
  { coin: 'ethereum', vsCurrency: 'usd' },
];

export function isBundled({ coin, vsCurrency }: Market): boolean {
  return bundledMarkets.some((market) => market.coin === coin && market.vsCurrency === vsCurrency);
}

/** The bundled observations of a market; none where it is not in the package. */
export async function readBundled(market: Market): Promise<readonly Observation[]> {
  if (!isBundled(market)) return [];
  const file = join(packageRoot, 'data', 'bundled', `${market.coin}_${market.vsCurrency}.csv`);
  return (await readFile({ file, vsCurrency: market.vsCurrency })).observations;
}
