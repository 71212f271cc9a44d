import { expect, it } from 'vitest';
import { marketFlags } from './market-flags.ts';

const bitcoin = { coin: 'bitcoin', vsCurrency: 'usd', source: 'bundled' } as const;

it('names a coin, and its currency where that is not the usual one', () => {
  expect(marketFlags(bitcoin)).toBe('--coin bitcoin');
  expect(marketFlags({ ...bitcoin, vsCurrency: 'eur' })).toBe('--coin bitcoin --vs eur');
});

it('asks for the files of a market that came from one, bitcoin’s too where features look at it', () => {
  const solana = { coin: 'solana', vsCurrency: 'usd', source: 'csv' } as const;
  expect(marketFlags({ ...solana, features: ['log_return_1'] })).toBe('--coin solana --from FILE');
  expect(marketFlags({ ...solana, features: ['relative_to_bitcoin_7'] })).toBe(
    '--coin solana --from FILE --bitcoin-from FILE',
  );
});

it('names the exchange of a market that came from one, and the currency where it is not the usual one there', () => {
  expect(marketFlags({ ...bitcoin, vsCurrency: 'usdt', source: 'binance' })).toBe(
    '--coin bitcoin --source binance',
  );
  expect(marketFlags({ ...bitcoin, vsCurrency: 'eur', source: 'coinbase' })).toBe(
    '--coin bitcoin --vs eur --source coinbase',
  );
});
