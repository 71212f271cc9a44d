import type { Day } from '../../domain.ts';
import { logReturn } from '../day-columns.ts';
import { type Column, lag, rollingMedian } from '../windows.ts';
import { isGreater, type Target } from './target.ts';

/** Whether the price moves tomorrow, up or down, by more than the median of the 90 daily moves that end today. */
export const largeMove: Target = {
  name: 'large_move',
  defaultFeatureSet: 'volatility',
  companion: null,
  worth: null,
  outcomes: ({ days }) => isGreater(sizes(days), lag(medianMove(days), 1)),
  thresholds: medianMove,
};

/** The median of the 90 |r| that end today. */
function medianMove(days: readonly Day[]): Column {
  return rollingMedian(sizes(days), 90);
}

function sizes(days: readonly Day[]): Column {
  return logReturn(days).map(Math.abs);
}
