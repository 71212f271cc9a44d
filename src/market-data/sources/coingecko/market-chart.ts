import * as v from 'valibot';
import { plural } from '../../../counts.ts';
import { HOUR_MS, utcDate } from '../../../dates.ts';
import type { Observation } from '../../../domain.ts';
import { SourceError } from '../../../errors.ts';
import { at } from '../../../learning/vector.ts';
import { type Notice, notice } from '../../notice.ts';
import { isObservable, observationsOf, offHourWords, type Point } from '../../points.ts';

const timestamp = v.pipe(v.number('is not a number'), v.finite('is not a finite number'));
const observable = v.pipe(
  v.number('is not a number'),
  v.check((value) => !Number.isFinite(value) || isObservable(value), 'is too large or too small'),
  v.transform((value) => (Number.isFinite(value) ? value : null)),
);
const value = v.nullable(observable);
const price = v.nullable(
  v.pipe(
    observable,
    v.check((value) => value === null || value >= 0, 'is below 0'),
  ),
);

/** A market's history by the hour has fewer points by far; what has more is no chart. */
const MOST_POINTS = 100_000;

const seriesOf = <Value extends v.GenericSchema>(valueSchema: Value) =>
  v.pipe(
    v.custom<unknown[]>(Array.isArray, 'is not an array'),
    v.maxLength(MOST_POINTS, `has over ${MOST_POINTS} points`),
    v.array(v.tuple([timestamp, valueSchema], 'is not a timestamp and a value'), 'is not an array'),
  );

const answer = v.object(
  { prices: seriesOf(price), market_caps: seriesOf(value), total_volumes: seriesOf(value) },
  ({ expected }) => (expected === 'Object' ? 'is not an object' : 'is missing'),
);

/** Any moment before this, in milliseconds, is a moment of this century in seconds. */
const SECONDS_END = 1e11;
/** Points of different series belong together where their times differ by less; they are 5 minutes apart at least. */
const SAME_MOMENT_MS = 150_000;

/**
 * The observations in CoinGecko's answer. Its three series are joined by time, to the nearest within 2½ minutes.
 *
 * @throws {SourceError} that names the value that cannot be used
 */
export function* readMarketChart(body: unknown, now: Date): Generator<Notice, readonly Observation[], void> {
  const parsed = v.safeParse(answer, body, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue);
    throw malformed(place === null ? 'it is not a market chart' : `${place} ${issue.message}`);
  }
  const { prices, market_caps, total_volumes } = parsed.output;
  const zeros = prices.filter(([, price]) => price === 0).length;
  if (!prices.some(([, price]) => price !== null && price > 0)) {
    throw new SourceError({
      code: 'no_data',
      message: 'CoinGecko has no data for this coin and currency',
      hint: 'choose another coin, or import a file of its prices',
    });
  }
  if (zeros > 0) yield notice(`CoinGecko: ${plural(zeros, 'price')} of 0 taken as missing`);
  const marketCapAt = valueAt(market_caps);
  const totalVolumeAt = valueAt(total_volumes);
  const points = prices.map(([timestamp, price]): Point => {
    if (timestamp < SECONDS_END) throw malformed(`the timestamp ${timestamp} is in seconds`);
    if (timestamp > now.getTime() + HOUR_MS) throw malformed(`the timestamp ${timestamp} is in the future`);
    return {
      timestamp,
      price: price === 0 ? null : price,
      marketCap: marketCapAt(timestamp),
      totalVolume: totalVolumeAt(timestamp),
    };
  });
  const { observations, offHourDates } = observationsOf(points, { retrievedAt: now });
  // Today's own point comes some minutes after midnight: until then its date is not missing, but to come.
  const missing = offHourDates.filter((date) => date !== utcDate(now.getTime()));
  if (missing.length > 0) yield notice(`CoinGecko: ${offHourWords(missing.length)}`);
  return observations;
}

type Series = readonly (readonly [timestamp: number, value: number | null])[];

/** Looks up the value of a series that is nearest to a moment, the first of equally near ones; null where none is. */
function valueAt(series: Series): (moment: number) => number | null {
  const sorted = series.toSorted(([a], [b]) => a - b);
  return (moment) => {
    const after = firstNotBefore(sorted, moment);
    const before = firstNotBefore(sorted, sorted[after - 1]?.[0] ?? moment);
    const [nearest] = [sorted[before], sorted[after]]
      .flatMap((point) => (point === undefined ? [] : [{ point, farness: Math.abs(point[0] - moment) }]))
      .toSorted((a, b) => a.farness - b.farness);
    return nearest !== undefined && nearest.farness < SAME_MOMENT_MS ? nearest.point[1] : null;
  };
}

/** The index of the first point at a moment or after it, by halves. */
function firstNotBefore(sorted: Series, moment: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [timestamp] = at(sorted, middle);
    if (timestamp < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function malformed(what: string): SourceError {
  return new SourceError({
    code: 'malformed_answer',
    message: `CoinGecko's answer cannot be used: ${what}`,
    hint: 'try again later',
    facts: { server: 'CoinGecko' },
  });
}
