import { logReturn, onDatesOf } from '../day-columns.ts';
import { isGreater, type Target } from './target.ts';

/** Whether the log return of tomorrow is greater than bitcoin's of the same day. Not for bitcoin. */
export const beatsBitcoin: Target = {
  name: 'beats_bitcoin',
  defaultFeatureSet: 'market',
  companion: 'bitcoin',
  outcomes: ({ days, companion: bitcoin = [] }) =>
    isGreater(logReturn(days), onDatesOf(days, bitcoin, logReturn(bitcoin))),
};
