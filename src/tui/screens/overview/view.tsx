import { Box } from 'ink';
import { type TargetName, targetNames } from '../../../domain.ts';
import { formatFixed, formatPercent, plural } from '../../../text/format.ts';
import { formatPrice } from '../../../text/price.ts';
import { chanceName } from '../../../text/target-words.ts';
import { thresholdInShort } from '../../../text/threshold.ts';
import { columnsThatFit, type TableColumn } from '../../components/cells.ts';
import { Lines } from '../../components/lines.tsx';
import { cellsIn, columnsOf, type NamedCells } from '../../components/named-cells.ts';
import { topAround } from '../../components/scrolled.ts';
import { Table } from '../../components/table.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { binned, sparkline } from '../../drawing/blocks.ts';
import { type Line, wrap } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screen.ts';
import type { MarketRow, OverviewState } from './state.ts';

/** The columns that a window has no room for, the least needed first: all of them stand below for the chosen row. */
const LEAST_NEEDED = ['60 days', 'model age', 'data age', 'change', 'drift', chanceName('beats_bitcoin')];
const SPARK = 16;

/** 0 Overview: every market of the workspace in a line, and what can be done for all of them. */
export function OverviewScreen({ session: { overview }, viewport }: ScreenProps) {
  const { rows, row } = overview;
  if (rows === undefined) return <Waiting text="reading what is stored" />;
  const below = belowLines(overview, viewport.width);
  const visible = Math.max(1, viewport.height - below.length - (overview.round === undefined ? 2 : 3));
  const top = topAround(row, { rows: rows.length, visible });
  const shown = rows.slice(top, top + visible);
  const targets = targetsShown(rows);
  const cells = shown.map((own) => cellsOf(own, targets));
  const columns = columnsOf(cells).map(
    (column): TableColumn => ({ ...column, alignment: TEXT.includes(column.name) ? 'left' : 'right' }),
  );
  const kept = columnsThatFit(columns, LEAST_NEEDED, viewport.width);
  return (
    <Box flexDirection="column">
      <Table
        columns={kept}
        rows={cells.map((own) => cellsIn(own, kept))}
        selected={row - top}
        width={viewport.width}
      />
      <Lines lines={['', ...below]} />
      {overview.round !== undefined && <Waiting text={roundText(overview.round, rows.length)} />}
    </Box>
  );
}

const TEXT: readonly string[] = ['coin', '60 days', ...targetNames.map(chanceName)];

/** What stands in each column, by its name. */
function cellsOf(
  { market, prices, ageInDays, isStale, forecasts, drift }: MarketRow,
  shown: readonly TargetName[],
): NamedCells {
  const newest = prices.at(-1);
  const change = changeOf(prices);
  const said = shown.map((target) => {
    const own = forecasts[target];
    const cell = own === undefined ? 'no model' : `${formatFixed(own.probability, 3)} ${own.verdictInShort}`;
    return [chanceName(target), cell] as const;
  });
  const ages = Object.values(forecasts).map(({ trainedAgeInDays }) => trainedAgeInDays);
  return new Map([
    ['coin', `${market.coin}/${market.vsCurrency}`],
    ['price', newest === undefined ? '–' : formatPrice(newest, market.vsCurrency)],
    [
      'change',
      change === undefined ? '–' : `${change < 0 ? '▼' : '▲'} ${formatPercent(Math.abs(change), 2)}`,
    ],
    ['60 days', sparkline(binned(prices, SPARK))],
    ...said,
    ['drift', driftInShort(forecasts, drift)],
    ['data age', ageInDays === undefined ? '–' : `${ageInDays} d${isStale ? ' !' : ''}`],
    ['model age', ages.length === 0 ? '–' : `${Math.max(...ages)} d`],
  ]);
}

function changeOf(prices: readonly number[]): number | undefined {
  const [before, newest] = [prices.at(-2), prices.at(-1)];
  return before === undefined || newest === undefined ? undefined : newest / before - 1;
}

function driftInShort(forecasts: MarketRow['forecasts'], drift: MarketRow['drift']): string {
  if (Object.keys(forecasts).length === 0) return '–';
  if (drift === undefined) return '…';
  if (drift.drifted.length > 0) return `${drift.drifted.length} !`;
  if (drift.limited === 0) return '?';
  return drift.limited === drift.features ? 'none' : `none of ${drift.limited}`;
}

/** The targets that have columns: direction and large moves always, others where a market has a run of them. */
function targetsShown(rows: readonly MarketRow[]): readonly TargetName[] {
  return targetNames.filter(
    (target) => target !== 'beats_bitcoin' || rows.some(({ forecasts }) => forecasts[target] !== undefined),
  );
}

/** The chosen market in words, and what the last round came to. */
function belowLines({ rows, row, message }: OverviewState, width: number): readonly Line[] {
  const chosen = rows?.[row];
  return [
    ...(chosen === undefined ? [] : wrap(sentenceOf(chosen), width)),
    ...(chosen?.problem === undefined
      ? []
      : wrap(`! ${chosen.problem}`, width).map((text): Line => [{ text, tone: 'warning' }])),
    ...wrap(message?.text ?? '', width).map((text): Line => [{ text, tone: 'accent' }]),
    ...(message?.failed ?? []).flatMap((failure) =>
      wrap(`! ${failure}`, width).map((text): Line => [{ text, tone: 'warning' }]),
    ),
  ];
}

function sentenceOf({ market, prices, newest, ageInDays, isStale, forecasts, drift }: MarketRow): string {
  if (newest === undefined || ageInDays === undefined)
    return `There are no prices of ${market.coin} in ${market.vsCurrency} yet: f fetches them.`;
  const change = changeOf(prices);
  const moved =
    change === undefined
      ? ''
      : `, ${change < 0 ? 'down' : 'up'} ${formatPercent(Math.abs(change), 2)} in a day`;
  const age = `${plural(ageInDays, 'day')} old${isStale ? ' (! not about tomorrow)' : ''}`;
  const data = `${market.coin} in ${market.vsCurrency}: prices to ${newest}, ${age}${moved}.`;
  const said = targetNames.flatMap((target) => {
    const own = forecasts[target];
    if (own === undefined) return [];
    const { probability, threshold, verdictWords, trainedAgeInDays } = own;
    const asked = threshold === undefined ? '' : `, ${thresholdInShort(threshold)}`;
    const trained = trainedAgeInDays === 0 ? 'today' : `${plural(trainedAgeInDays, 'day')} ago`;
    return `${chanceName(target)} ${formatFixed(probability, 3)}${asked}: ${verdictWords} on its test days; trained ${trained}.`;
  });
  if (said.length === 0) return `${data} No model yet: t trains one for every market.`;
  return [data, ...said, ...driftInWords(drift)].join(' ');
}

function driftInWords(drift: MarketRow['drift']): readonly string[] {
  if (drift === undefined) return [];
  const { drifted, features, limited } = drift;
  const without = features - limited;
  if (drifted.length > 0)
    return [
      `! Drifted: ${drifted.join(', ')}.`,
      ...(without === 0 ? [] : [`Without a limit yet: ${plural(without, 'feature')}.`]),
    ];
  if (limited === 0) return ['Too few days to tell drift.'];
  return [
    without === 0
      ? 'No feature has drifted.'
      : `No drift in ${limited} of ${features} features; the others have no limit yet.`,
  ];
}

function roundText({ kind, market, done }: NonNullable<OverviewState['round']>, all: number): string {
  const verb = kind === 'fetch' ? 'fetching' : 'training';
  return `${verb}${market === undefined ? '' : ` ${market.coin}`}, ${done + 1} of ${all}`;
}
