import { formatInteger, formatValue, plural } from '../counts.ts';
import type { Day, LabelledRow } from '../domain.ts';
import { InputError } from '../errors.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { PreparedMarket } from './prepare.ts';
import { LEAST_USABLE_ROWS } from './training-split.ts';

/**
 * Names what is wrong with the days themselves where they give too few rows, or rows of one class: more days would not
 * help.
 *
 * @throws {InputError} where the price hardly moves, the companion's days lie elsewhere, or volumes are 0
 */
export function refuseByDays(
  rows: readonly Pick<LabelledRow, 'target'>[],
  market: PreparedMarket,
  featureSet: FeatureSet,
): void {
  if (rows.length >= LEAST_USABLE_ROWS && new Set(rows.map(({ target }) => target)).size > 1) return;
  refuseFlatPrices(market);
  refuseCompanionElsewhere(market);
  refuseZeroVolumes(market, featureSet);
}

/** A price that moves on fewer than one day in ten is called flat. */
function refuseFlatPrices({ days, chart }: PreparedMarket): void {
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined || days.length < 2) return;
  const moves = days.filter(({ price }, t) => t > 0 && price !== days[t - 1]?.price).length;
  if (moves * 10 >= days.length) return;
  const all = `${formatInteger(days.length)} days, ${first.date} to ${last.date}`;
  throw new InputError({
    code: 'flat_prices',
    message:
      moves === 0
        ? `the price of ${chart.coin} never moves: it is ${formatValue(first.price)} on all ${all}`
        : `the price of ${chart.coin} is flat: it moves on ${moves} of ${all}`,
    hint: 'use another coin, or days on which its price moves',
  });
}

function refuseCompanionElsewhere({ days, chart, companion }: PreparedMarket): void {
  if (companion === undefined) return;
  const dates = new Set(companion.map(({ date }) => date));
  const shared = days.filter(({ date }) => dates.has(date)).length;
  if (shared * 2 >= days.length) return;
  throw new InputError({
    code: 'companion_elsewhere',
    message: `bitcoin is known ${spanInWords(companion)}, which is ${shared} of the ${plural(days.length, 'day')} of ${chart.coin}, ${spanInWords(days)}`,
    hint: 'bring the same days of bitcoin, or use features that do not look at it',
    facts: { from: days.at(0)?.date, to: days.at(-1)?.date, source: chart.source },
  });
}

/** A volume of 0 is read as the one before: sets that take its logarithm have no row before the first that is not 0. */
function refuseZeroVolumes({ days, chart }: PreparedMarket, { name, looksAt }: FeatureSet): void {
  if (looksAt.totalVolume !== 'where known' || days.at(0)?.totalVolume !== 0) return;
  const zeros = days.findIndex(({ totalVolume }) => totalVolume !== null && totalVolume > 0);
  if (zeros * 2 < days.length) return;
  throw new InputError({
    code: 'zero_volumes',
    message: `the volume of ${chart.coin} is 0 on the first ${zeros} of ${plural(days.length, 'day')}, which give no row of the set ${name}`,
    hint: 'use the set classic, which takes a volume of 0, or days that have volumes',
  });
}

function spanInWords(days: readonly Day[]): string {
  const [first, last] = [days.at(0)?.date, days.at(-1)?.date];
  return first === undefined ? 'on no day' : `from ${first} to ${last}`;
}
