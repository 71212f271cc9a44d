import { nearest } from '../nearest.ts';
import { isKnownCurrency } from './currencies.ts';

export interface KnownCoin {
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
}

/** Coins that are known without asking: for names in headings, suggestions, and a search without a network. */
export const knownCoins: readonly KnownCoin[] = [
  ['bitcoin', 'BTC', 'Bitcoin'],
  ['ethereum', 'ETH', 'Ethereum'],
  ['tether', 'USDT', 'Tether'],
  ['ripple', 'XRP', 'XRP'],
  ['binancecoin', 'BNB', 'BNB'],
  ['solana', 'SOL', 'Solana'],
  ['usd-coin', 'USDC', 'USDC'],
  ['dogecoin', 'DOGE', 'Dogecoin'],
  ['tron', 'TRX', 'TRON'],
  ['cardano', 'ADA', 'Cardano'],
  ['chainlink', 'LINK', 'Chainlink'],
  ['hyperliquid', 'HYPE', 'Hyperliquid'],
  ['stellar', 'XLM', 'Stellar'],
  ['bitcoin-cash', 'BCH', 'Bitcoin Cash'],
  ['sui', 'SUI', 'Sui'],
  ['avalanche-2', 'AVAX', 'Avalanche'],
  ['litecoin', 'LTC', 'Litecoin'],
  ['hedera-hashgraph', 'HBAR', 'Hedera'],
  ['the-open-network', 'TON', 'Toncoin'],
  ['shiba-inu', 'SHIB', 'Shiba Inu'],
  ['monero', 'XMR', 'Monero'],
  ['polkadot', 'DOT', 'Polkadot'],
  ['uniswap', 'UNI', 'Uniswap'],
  ['dai', 'DAI', 'Dai'],
  ['pepe', 'PEPE', 'Pepe'],
  ['aave', 'AAVE', 'Aave'],
  ['near', 'NEAR', 'NEAR Protocol'],
  ['internet-computer', 'ICP', 'Internet Computer'],
  ['ethereum-classic', 'ETC', 'Ethereum Classic'],
  ['aptos', 'APT', 'Aptos'],
  ['cosmos', 'ATOM', 'Cosmos Hub'],
  ['vechain', 'VET', 'VeChain'],
  ['filecoin', 'FIL', 'Filecoin'],
  ['algorand', 'ALGO', 'Algorand'],
  ['arbitrum', 'ARB', 'Arbitrum'],
  ['optimism', 'OP', 'Optimism'],
  ['maker', 'MKR', 'Maker'],
  ['zcash', 'ZEC', 'Zcash'],
  ['dash', 'DASH', 'Dash'],
  ['tezos', 'XTZ', 'Tezos'],
  ['eos', 'EOS', 'EOS'],
  ['iota', 'IOTA', 'IOTA'],
  ['neo', 'NEO', 'NEO'],
  ['kaspa', 'KAS', 'Kaspa'],
  ['the-graph', 'GRT', 'The Graph'],
].map(([id = '', symbol = '', name = '']) => ({ id, symbol, name }));

export function isKnownCoin(id: string): boolean {
  return knownCoins.some((coin) => coin.id === id);
}

/** A coin's name and symbol where they are known, else its id. */
export function describeCoin(id: string): KnownCoin {
  return knownCoins.find((coin) => coin.id === id) ?? { id, symbol: id.toUpperCase(), name: id };
}

/** The coin that alone has a ticker; undefined for what is an id, too. */
export function coinOfTicker(text: string): KnownCoin | undefined {
  const ticker = text.trim().toUpperCase();
  if (isKnownCoin(text.trim().toLowerCase())) return undefined;
  const [only, ...others] = knownCoins.filter(({ symbol }) => symbol === ticker);
  return others.length === 0 ? only : undefined;
}

/** The coin and the currency of a pair such as BTC-USD, bitcoin/eur or BTCUSDT, where both are known. */
export function coinOfPair(text: string): { readonly id: string; readonly vs: string } | undefined {
  const written = text.trim().toLowerCase();
  if (isKnownCoin(written)) return undefined;
  const pair = /^(\w+)[-_/](\w+)$/.exec(written) ?? /^(\w{3,}?)(usdt|usd|eur|gbp)$/.exec(written);
  const [, name = '', vs = ''] = pair ?? [];
  const id = isKnownCoin(name) ? name : coinOfTicker(name)?.id;
  return id !== undefined && isKnownCurrency(vs) ? { id, vs } : undefined;
}

/** What to say where a ticker was given for a coin. */
export function tickerNotice(text: string, { id, name }: KnownCoin): string {
  return `${text.trim()} is taken for ${name}: ${id}`;
}

/** The known ids of that symbol or name, and those that a text is likely a slip of; three at most. */
export function nearestCoins(text: string): readonly string[] {
  const wanted = text.toLowerCase();
  const called = knownCoins.filter(({ symbol, name }) =>
    [symbol, name].some((each) => each.toLowerCase() === wanted),
  );
  const ids = nearest(
    wanted,
    knownCoins.map(({ id }) => id),
  );
  const paired = coinOfPair(text);
  return [...new Set([...called.map(({ id }) => id), ...(paired ? [paired.id] : []), ...ids])].slice(0, 3);
}
