import type { Days, Market, Observation } from '../../domain.ts';
import type { Notice } from '../notice.ts';
import type { RequestProgress } from './http.ts';

/** What a source is asked for: the newest days of a market, up to now. */
export interface SourceRequest extends Market {
  readonly days: Days;
  /** The pair of an exchange, where the coin's ticker does not name it. */
  readonly product?: string | undefined;
}

export interface Answer {
  readonly observations: readonly Observation[];
  /** The pair that an exchange was asked for. */
  readonly product?: string | undefined;
  /** Why only a part of what was asked for came, where that is so. */
  readonly cut?: Error | undefined;
}

export type SourceProgress = RequestProgress | Notice;

/** A place on the network that gives the daily observations of a market. */
export interface Source {
  /** What it is called. */
  readonly title: string;
  /** How many of the newest days it gives; `max` where it goes back to a market's first. */
  readonly reach: Days;
  /**
   * One observation a day, in order, of the days asked for as far as it has them.
   *
   * @throws {SourceError} where it refuses, fails, or answers something else
   */
  readonly fetch: (request: SourceRequest) => AsyncGenerator<SourceProgress, Answer, void>;
}

/** The first day of so many that end today; undefined for all there are. */
export function firstOf(days: Days, today: number): number | undefined {
  return days === 'max' ? undefined : today + 1 - days;
}
