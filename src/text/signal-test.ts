import type { TargetName } from '../domain.ts';
import { at } from '../learning/vector.ts';
import { describeCoin } from '../market-data/coins.ts';
import type { SignalTest, TestedCoin } from '../results/signal-test.ts';
import {
  formatBarePValue,
  formatFixed,
  formatInteger,
  formatPercent,
  formatPValue,
  formatSigned,
  formatSkillInterval,
  formatValue,
  plural,
} from './format.ts';
import { clarkWestInWords, sourceInWords } from './sentences.ts';
import { usedSignalLines } from './signals.ts';
import { standingInWords } from './standing.ts';
import { renderTable } from './table.ts';

/** What a test of signals came to, the answer first: then what it rests on, coin by coin. */
export function signalTestText(test: SignalTest): string {
  return [
    verdictSentence(test),
    '',
    ...usedSignalLines(test.signals),
    `Question    ${questionOf(test)}`,
    '',
    coinTable(test),
    ...(test.pooled ? ['', pooledSentence(test.pooled)] : []),
    ...ledgerLines(test),
    ...test.coins.flatMap((coin) => ['', coinText(coin, test)]),
    '',
    'Gain is 1 − log loss with / without; p is one-sided. Not a basis for a trade.',
  ].join('\n');
}

const targetWords: Readonly<Record<TargetName, string>> = {
  direction: 'whether the price rises tomorrow',
  large_move: 'whether tomorrow moves more than the median of 90 days',
  beats_bitcoin: 'whether the coin beats bitcoin tomorrow',
};

function questionOf({ target, featureSet }: SignalTest): string {
  const beside = featureSet === 'none' ? 'the base rate' : `the features of ${featureSet}`;
  return `does it help to forecast ${targetWords[target]}, beside ${beside}?`;
}

/** The verdict, and the figure that decided it. */
export function verdictSentence(test: SignalTest): string {
  const isOne = test.signals.length === 1;
  const names = test.signals.map(({ name }) => name).join(' and ');
  const { gain, pValue, placebo } = test.pooled ?? at(test.coins, 0);
  const figures = `gain ${formatSigned(gain, 4)}, ${formatPValue(pValue)}`;
  switch (test.verdict) {
    case 'adds_information':
      return `${names} ${isOne ? 'adds' : 'add'} information: ${figures}${placebo === null ? '' : `, ${formatPValue(placebo.pValue)} among ${plural(placebo.shifts, 'placebo')}`}.`;
    case 'looks_ahead':
      return (
        `${names} ${isOne ? 'looks' : 'look'} ahead: ${figures}. That is more than daily prices have been seen to give, and ` +
        'nearly all of it is gone a day later. Its values were probably not known yet. See the timing below, and check on ' +
        'which day the source published each value.'
      );
    case 'too_few_rows':
      return `${names}: too few rows to say, or the signal hardly changes.`;
    case 'not_shown':
      return `${names} ${isOne ? 'is' : 'are'} not shown to add information: ${figures}${whyNot(test)}.`;
  }
}

/** What stood against a p-value that is low alone. */
function whyNot({ pooled, coins: [first], ledger }: SignalTest): string {
  const { pValue, placebo } = pooled ?? first ?? { pValue: null, placebo: null };
  if (pValue === null || pValue >= 0.05) return '';
  if (ledger.pValueHolm !== null && ledger.pValueHolm >= 0.05) {
    return ` alone, ${formatPValue(ledger.pValueHolm)} among ${plural(ledger.evaluations, 'test')}`;
  }
  return placebo === null
    ? ''
    : `, but ${formatPValue(placebo.pValue)} among ${plural(placebo.shifts, 'placebo')}`;
}

function coinTable({ coins }: SignalTest): string {
  return renderTable({
    head: ['Coin', 'days', 'with', 'without', 'gain', 'p', 'placebo', 'delay 1', 'verdict'],
    rows: coins.map((coin) => [
      coin.coin,
      formatInteger(coin.rows.evaluated),
      formatFixed(coin.logLoss.with),
      formatFixed(coin.logLoss.without),
      formatSigned(coin.gain, 4),
      formatBarePValue(coin.pValue),
      coin.placebo === null ? '–' : formatBarePValue(coin.placebo.pValue),
      formatSigned(coin.dayDelayed?.gain ?? null, 4),
      coin.verdict.replaceAll('_', ' '),
    ]),
  });
}

function pooledSentence({
  days,
  gain,
  pValue,
  placebo,
  pValueHolm,
}: NonNullable<SignalTest['pooled']>): string {
  const placebos =
    placebo === null ? '' : `, ${formatPValue(placebo.pValue)} among ${plural(placebo.shifts, 'placebo')}`;
  return (
    `Pooled      gain ${formatSigned(gain, 4)}, ${formatPValue(pValue)}${placebos}, over ${plural(days, 'date')}; ` +
    `best coin after Holm’s correction: ${formatPValue(pValueHolm)}`
  );
}

function ledgerLines({ coins, target, pooled, ledger }: SignalTest): readonly string[] {
  const pValue = (pooled ?? coins[0])?.pValue ?? null;
  const tried = { coins: coins.map(({ coin }) => coin), target, pValue, isTest: true };
  const standing = standingInWords(tried, ledger);
  const together =
    ledger.pValueSpa === null ? '' : `; all together by Hansen’s test: ${formatPValue(ledger.pValueSpa)}`;
  return [`Ledger      ${standing}${together}`];
}

function coinText(coin: TestedCoin, { signals }: SignalTest): string {
  const { name, symbol } = describeCoin(coin.coin);
  return [
    `${name} (${symbol}) in ${coin.vsCurrency}, from ${sourceInWords(coin.source)}: ${formatInteger(coin.rows.usable)} rows, ` +
      `${plural(coin.rows.evaluated, 'forecast')} in ${plural(coin.folds, 'step')}, ${coin.dates.firstEvaluated} to ${coin.dates.lastEvaluated}`,
    '',
    timingTable(coin),
    '',
    renderTable({
      head: ['Year', 'days', 'gain', 't'],
      rows: coin.byYear.map(({ year, n, skill, t }) => [
        String(year),
        formatInteger(n),
        formatSigned(skill, 4),
        formatSigned(t, 2),
      ]),
    }),
    ...coin.bySignal.flatMap((each) => ['', quintileTable(each, signals.length > 1)]),
    '',
    ...coin.bySignal.map(
      ({ signal, rankCorrelation: { value, interval }, weight }) =>
        `${(signals.length > 1 ? signal : 'Signal').padEnd(11)} rank correlation with tomorrow’s return ${formatSigned(value)} (95 %: ${formatSkillInterval(interval)}); ` +
        `weight ${formatSigned(weight.mean)} on average, of one sign in ${formatPercent(weight.sameSignShare, 0)} of steps`,
    ),
    `Information ${clarkWestInWords(coin.clarkWest)}`,
    `Power       ${powerSentence(coin)}`,
    ...costLines(coin),
  ].join('\n');
}

function timingTable({ timing }: TestedCoin): string {
  const when = (lag: number) => {
    if (lag === 0) return 'when it is known';
    return lag < 0 ? 'a day before' : `${plural(lag, 'day')} later`;
  };
  return renderTable({
    head: ['Used', 'gain', 'p'],
    rows: timing.map(({ lag, gain, pValue }) => [when(lag), formatSigned(gain, 4), formatBarePValue(pValue)]),
  });
}

function quintileTable({ signal, quintiles }: TestedCoin['bySignal'][number], isNamed: boolean): string {
  return renderTable({
    head: [`${isNamed ? signal : 'Signal'} from`, 'to', 'days', 'share of 1s', 'return of tomorrow'],
    rows: quintiles
      .filter(({ n }) => n > 0)
      .map(({ from, to, n, share, meanReturn }) => [
        formatValue(from),
        formatValue(to),
        formatInteger(n),
        share === null ? '–' : formatPercent(share),
        meanReturn === null ? '–' : `${formatSigned(meanReturn * 100, 2)} %`,
      ]),
  });
}

function powerSentence({ daysToDetect, rows }: TestedCoin): string {
  if (daysToDetect === null) return 'there is no gain to detect';
  return `a gain of this size takes ${plural(Math.ceil(daysToDetect), 'day')} to detect in four of five tries; ${formatInteger(rows.evaluated)} were judged`;
}

function costLines({ turnover, breakEvenFeeBps }: TestedCoin): readonly string[] {
  if (turnover === null) return [];
  const fee =
    breakEvenFeeBps === null
      ? 'it earns less than buying and holding even without a fee'
      : `it earns more than buying and holding up to a fee of ${formatFixed(breakEvenFeeBps, 1)} bps`;
  return [`Cost        trading on P > 0.5 changes ${formatPercent(turnover)} of the position a day; ${fee}`];
}

/** What the folds that have arrived say. */
export function walksSoFar(gains: readonly number[]): string {
  const gain = gains.at(-1);
  if (gain === undefined) return 'Walking forward with the signal and without it, over the same days.';
  return `Gain on the days that were forecast so far: ${formatSigned(gain, 4)}; 0 is as good as without it.`;
}

/** What the placebos that have arrived say: how many gained as much as the signal. */
export function placebosSoFar({
  gains,
  placebos,
}: {
  readonly gains: readonly number[];
  readonly placebos: readonly number[];
}): string {
  const gain = gains.at(-1);
  if (gain === undefined) return 'Walking forward with the signal shifted in time.';
  const asMuch = placebos.filter((each) => each >= gain).length;
  return `${asMuch} of ${plural(placebos.length, 'placebo')} gained as much as the signal, ${formatSigned(gain, 4)}.`;
}
