import type { FileForm } from './file-form.ts';
import { binanceKlines } from './forms/binance-klines.ts';
import { candles } from './forms/candles.ts';
import { coingeckoAnswer } from './forms/coingecko-answer.ts';
import { coingeckoExport } from './forms/coingecko-export.ts';
import { coinmarketcap } from './forms/coinmarketcap.ts';
import { cryptoDataDownload } from './forms/crypto-data-download.ts';
import { investing } from './forms/investing.ts';
import { kaggle } from './forms/kaggle.ts';
import { kraken } from './forms/kraken.ts';
import { plain } from './forms/plain.ts';
import { processed } from './forms/processed.ts';
import { yahoo } from './forms/yahoo.ts';

/** Every form that is known, in the order in which a file is tried: what is more special comes first. */
export const fileForms: readonly FileForm[] = [
  processed,
  coingeckoExport,
  coingeckoAnswer,
  cryptoDataDownload,
  kaggle,
  coinmarketcap,
  investing,
  binanceKlines,
  yahoo,
  kraken,
  plain,
  candles,
];
