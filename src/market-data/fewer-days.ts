import { daysBetween, utcDate } from '../dates.ts';
import { isExchange, type Observation, type Source } from '../domain.ts';
import type { ChartRequest } from './chart-request.ts';
import { type Notice, notice } from './notice.ts';
import { priced, type StoredChart } from './stored-chart.ts';

/** A free plan of CoinGecko gives as many: whoever asks for more should know what is missing. */
const FREE_PLAN_DAYS = 365;

interface Given {
  /** All that is known. */
  readonly history: StoredChart;
  /** What of it is used. */
  readonly used: readonly Observation[];
  readonly source: Source;
}

/**
 * Says that there are fewer days than were asked for. Of all days there are fewer where a plan ended before the coin
 * did.
 */
export function* sayFewerDays(
  { coin, days }: Pick<ChartRequest, 'coin' | 'days'>,
  { history, used, source }: Given,
): Generator<Notice, void, void> {
  const isShort =
    days === 'max'
      ? endsWithPlan(used.at(0), { history, source })
      : days > FREE_PLAN_DAYS && used.length < days;
  if (!isShort) return;
  const asked = days === 'max' ? 'all days' : `${days} days`;
  yield notice(`${asked} were asked for, and there are ${used.length}, from ${used.at(0)?.date}`, {
    code: 'fewer_days',
    facts: { coin, source },
  });
}

/** Whether the oldest day is the oldest that the source was asked for: there may be older ones. */
function endsWithPlan(first: Observation | undefined, { history, source }: Omit<Given, 'used'>): boolean {
  const oldest = priced(history.observations).at(0);
  if (oldest === undefined || oldest.date !== first?.date || isExchange(source)) return false;
  const { daysAsked, retrievedAt } = oldest.retrieval;
  if (daysAsked === null || daysAsked === 'max') return false;
  return daysBetween(oldest.date, utcDate(Date.parse(retrievedAt))) >= daysAsked - 1;
}
