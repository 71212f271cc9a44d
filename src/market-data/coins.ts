import { distance } from 'fastest-levenshtein';

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

/** The known ids that are spelled most like a text, or belong to a coin of that symbol or name. */
export function nearestCoins(text: string): readonly string[] {
  const wanted = text.toLowerCase();
  const farness = ({ id, symbol, name }: KnownCoin) =>
    symbol.toLowerCase() === wanted || name.toLowerCase() === wanted ? 0 : distance(wanted, id);
  return knownCoins
    .map((coin) => ({ id: coin.id, farness: farness(coin) }))
    .toSorted((a, b) => a.farness - b.farness)
    .slice(0, 3)
    .map(({ id }) => id);
}
