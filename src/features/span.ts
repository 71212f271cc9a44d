import type { IsoDate } from '../domain.ts';
import { at } from '../learning/vector.ts';

/**
 * The first and the last date of what is in the order of time.
 *
 * @throws {RangeError} where there is nothing
 */
export function spanOf(dated: readonly { readonly date: IsoDate }[]): {
  readonly from: IsoDate;
  readonly to: IsoDate;
} {
  return { from: at(dated, 0).date, to: at(dated, dated.length - 1).date };
}
