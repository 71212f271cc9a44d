/** Currencies that prices are usually given in, CoinGecko’s and `usdt` of Binance. Others are kept, with a notice. */
const currencies = new Set(
  (
    'btc eth ltc bch bnb eos xrp xlm link dot yfi sol usd aed ars aud bdt bhd bmd brl cad chf clp cny czk dkk eur gbp ' +
    'gel hkd huf idr ils inr jpy krw kwd lkr mmk mxn myr ngn nok nzd php pkr pln rub sar sek sgd thb try twd uah vef ' +
    'vnd xag xau xdr zar bits sats usdt'
  ).split(' '),
);

/** Whether a currency is one that prices are known to be given in. A file may have others. */
export function isKnownCurrency(currency: string): boolean {
  return currencies.has(currency);
}
