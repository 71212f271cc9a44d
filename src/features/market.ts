import type { Day } from '../domain.ts';
import { maximum, minimum } from '../learning/scalers.ts';
import type { FeatureSet } from './feature-set.ts';
import { returns } from './returns.ts';
import { type Column, change, combine, relativeTo, rolling } from './windows.ts';

const none: Column = [];

/**
 * `returns` with today's move in units of its volatility, the last quarter's trend and range, and, for every coin but
 * bitcoin, bitcoin's moves on the same dates. Recent rows weigh more.
 */
export const market: FeatureSet = {
  name: 'market',
  scaler: 'standard',
  defaultL2: 1000,
  defaultHalfLife: 1500,
  companionOf: ({ coin, vsCurrency }) => (coin === 'bitcoin' ? undefined : { coin: 'bitcoin', vsCurrency }),
  columns: (days, bitcoin) => {
    const price = days.map((day) => day.price);
    const base = returns.columns(days);
    const { log_return_1 = none, log_return_7 = none, return_volatility_14: deviation = none } = base;
    const z = combine(log_return_1, deviation, (move, usual) => move / usual);
    return {
      ...base,
      log_return_1_z: z,
      log_return_7_z: combine(log_return_7, deviation, (move, usual) => move / (usual * Math.sqrt(7))),
      abs_log_return_1_z: z.map(Math.abs),
      log_return_90: change(price.map(Math.log), 90),
      drawdown_90: relativeTo(price, rolling(price, 90, maximum)),
      rise_90: relativeTo(price, rolling(price, 90, minimum)),
      direction_sum_5: rolling(log_return_1.map(Math.sign), 5, (signs) =>
        signs.reduce((sum, s) => sum + s, 0),
      ),
      ...(bitcoin && besideBitcoin(days, { log_return_7, bitcoin })),
    };
  },
};

interface Beside {
  readonly log_return_7: Column;
  readonly bitcoin: readonly Day[];
}

function besideBitcoin(days: readonly Day[], { log_return_7, bitcoin }: Beside): Record<string, Column> {
  const logPrice = bitcoin.map(({ price }) => Math.log(price));
  const [daily, weekly] = [change(logPrice, 1), change(logPrice, 7)];
  const index = new Map(bitcoin.map(({ date }, t) => [date, t]));
  const onSameDates = (column: Column): Column =>
    days.map(({ date }) => column[index.get(date) ?? -1] ?? Number.NaN);
  const bitcoin_log_return_7 = onSameDates(weekly);
  return {
    bitcoin_log_return_1: onSameDates(daily),
    bitcoin_log_return_7,
    relative_to_bitcoin_7: combine(log_return_7, bitcoin_log_return_7, (own, theirs) => own - theirs),
  };
}
