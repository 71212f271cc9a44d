import { known } from '../day-columns.ts';
import { lag } from '../windows.ts';
import { isGreater, type Target } from './target.ts';

/** Whether tomorrow's price is higher than today's. */
export const direction: Target = {
  name: 'direction',
  defaultFeatureSet: 'classic',
  companion: null,
  worth: ({ days }) => known(days, 'price'),
  outcomes: ({ days }) => {
    const price = known(days, 'price');
    return isGreater(price, lag(price, 1));
  },
};
