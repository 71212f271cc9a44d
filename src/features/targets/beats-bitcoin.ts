import { known, logReturn, onDatesOf } from '../day-columns.ts';
import { combine } from '../windows.ts';
import { isGreater, type Target } from './target.ts';

/** Whether the log return of tomorrow is greater than bitcoin's of the same day. Not for bitcoin. */
export const beatsBitcoin: Target = {
  name: 'beats_bitcoin',
  defaultFeatureSet: 'market',
  companion: 'bitcoin',
  // The coin in units of bitcoin: where it is not held, bitcoin is.
  worth: ({ days, companion: bitcoin = [] }) =>
    combine(
      known(days, 'price'),
      onDatesOf(days, bitcoin, known(bitcoin, 'price')),
      (own, other) => own / other,
    ),
  outcomes: ({ days, companion: bitcoin = [] }) =>
    isGreater(logReturn(days), onDatesOf(days, bitcoin, logReturn(bitcoin))),
};
