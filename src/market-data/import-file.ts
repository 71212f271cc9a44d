import type { Context } from '../context.ts';
import { plural, toldApart } from '../counts.ts';
import type { IsoDate, Market, Observation } from '../domain.ts';
import { InputError } from '../errors.ts';
import type { Fetched } from '../results/fetched.ts';
import { add } from './fetch.ts';
import { isOtherVolume, type Misfit, misfitOf, volumeFactor } from './fit.ts';
import { readKnown } from './known-chart.ts';
import { type Notice, notice } from './notice.ts';
import { type NamedFile, readChartFile } from './read-chart-file.ts';
import { betweenPrices, chartOf, FIRST_DAY, priced } from './stored-chart.ts';
import { lastPossibleDay } from './used-days.ts';

export interface ImportRequest extends Market, NamedFile {
  /** Whether the file's days win over what is stored, though they do not fit it. */
  readonly replace?: boolean | undefined;
}

/**
 * Merges a file into the stored chart of a market. Nothing is written where the file does not fit what is known.
 *
 * @throws {InputError} where the file cannot be read, has no price, or does not fit
 */
export async function* importFile(
  { replace = false, coin, vsCurrency, ...named }: ImportRequest,
  context: Context,
): AsyncGenerator<Notice, Fetched, void> {
  const { workspace, now, signal } = context;
  const { file, columns, pricesAt } = named;
  const market = { coin, vsCurrency };
  const { observations: found, readAs } = yield* readChartFile(
    { file, columns, pricesAt, vsCurrency },
    context,
  );
  refuseOutOfRange(file, found, now());
  const read = betweenPrices(found);
  const { whole } = await readKnown(workspace, market);
  const known = whole?.observations ?? [];
  const misfit = replace ? undefined : misfitOf(known, read);
  if (misfit !== undefined) throw doesNotFit(file, market, misfit);
  const factor = replace ? undefined : volumeFactor(known, read);
  if (factor !== undefined && isOtherVolume(factor)) {
    yield notice(
      `${file}: its volumes differ from the stored ones by a factor of ${factor.toFixed(1)} in the median, and are not merged`,
    );
  }
  const observations = isOtherVolume(factor) ? read.map(withoutVolume) : read;
  const retrievedAt = now().toISOString();
  // Whatever number it has here: it gets the next one when it is stored.
  const retrieval = { number: 1, source: 'csv', retrievedAt, daysAsked: null } as const;
  const imported = chartOf(market, observations, retrieval);
  signal.throwIfAborted();
  const fetched = await add(imported, workspace, replace ? 'replace' : 'merge');
  return { ...fetched, source: 'csv', retrievedAt, readAs };
}

function refuseOutOfRange(file: string, observations: readonly Observation[], now: Date): void {
  const days = priced(observations);
  const [first, newest] = [days.at(0)?.date, days.at(-1)?.date];
  if (first === undefined || newest === undefined) {
    throw new InputError({
      code: 'no_data',
      message: `${file} has no price of a complete day`,
      hint: 'import a file that has prices',
    });
  }
  const wrong = first < FIRST_DAY ? first : newest > lastPossibleDay(now) ? newest : undefined;
  if (wrong === undefined) return;
  throw new InputError({
    code: 'invalid_csv',
    message: `${file} has a price of ${wrong}, which is ${wrong < FIRST_DAY ? `before ${FIRST_DAY}` : 'in the future'}`,
    hint: 'correct the dates; a stored chart holds only what has happened',
  });
}

function doesNotFit(file: string, { coin, vsCurrency }: Market, misfit: Misfit): InputError {
  const { date, known, imported } = misfit.example;
  const [stored, read] = toldApart([known, imported]);
  const example = `on ${date} ${stored} is stored, and the file has ${read}`;
  return new InputError({
    code: 'does_not_fit',
    message: `${file} does not fit what is stored of ${coin} in ${vsCurrency}: ${reasonOf(misfit, example)}`,
    hint: 'check the file; it can be imported all the same, and then its days win',
    facts: { kind: misfit.kind, date: date satisfies IsoDate, known, imported },
  });
}

function reasonOf(misfit: Misfit, example: string): string {
  switch (misfit.kind) {
    case 'other prices':
      return (
        `${misfit.differing} of ${plural(misfit.common, 'common day')} differ by over 5 %, by a factor of ` +
        `${misfit.ratio.toPrecision(3)} in the median (${example}): it is another coin, currency or unit`
      );
    case 'other days':
      return (
        `its prices fit one day ${misfit.shift === 1 ? 'later' : 'earlier'} (${example}): ` +
        `they are of the ${misfit.shift === 1 ? "day's end" : 'day before'}, and were taken for those of its start`
      );
  }
}

function withoutVolume(observation: Observation): Observation {
  return { ...observation, totalVolume: null };
}
