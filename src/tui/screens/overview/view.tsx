import { Box } from 'ink';
import { formatFixed, formatPercent } from '../../../text/format.ts';
import { formatPrice } from '../../../text/price.ts';
import { Lines } from '../../components/lines.tsx';
import { Table, type TableColumn } from '../../components/table.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { binned, sparkline } from '../../drawing/blocks.ts';
import { type Line, widthOf, wrap } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screen.ts';
import type { MarketRow, OverviewState } from './state.ts';

/** The columns that a window has no room for, the least needed first: all of them stand below for the chosen row. */
const LEAST_NEEDED = ['60 days', 'model age', 'verdict', 'data age'];
const SPARK = 16;

/** 0 Overview: every market of the workspace in a line, and what can be done for all of them. */
export function OverviewScreen({ session: { overview }, room }: ScreenProps) {
  const { rows, row } = overview;
  if (rows === undefined) return <Waiting text="reading what is stored" />;
  const below = belowLines(overview, room.width);
  const visible = Math.max(1, room.height - below.length - (overview.round === undefined ? 2 : 3));
  const top = Math.max(0, Math.min(row - Math.floor(visible / 2), rows.length - visible));
  const shown = rows.slice(top, top + visible);
  const cells = shown.map(cellsOf);
  const columns = Object.keys(cells[0] ?? {}).map((name): TableColumn => {
    const width = Math.max(widthOf(name), ...cells.map((own) => widthOf(own[name] ?? '')));
    return { name, width, alignment: TEXT.includes(name) ? 'left' : 'right' };
  });
  const kept = keptColumns(columns, room.width);
  return (
    <Box flexDirection="column">
      <Table
        columns={kept}
        rows={cells.map((own) => kept.map(({ name }) => own[name] ?? ''))}
        selected={row - top}
        room={room.width}
      />
      <Lines lines={['', ...below]} />
      {overview.round !== undefined && <Waiting text={roundText(overview)} />}
    </Box>
  );
}

const TEXT: readonly string[] = ['coin', 'verdict', '60 days'];

/** What stands in each column, by its name. */
function cellsOf({
  market,
  prices,
  ageInDays,
  isStale,
  forecast,
}: MarketRow): Readonly<Record<string, string>> {
  const [before, newest] = [prices.at(-2), prices.at(-1)];
  const change = before === undefined || newest === undefined ? undefined : newest / before - 1;
  return {
    coin: `${market.coin}/${market.vsCurrency}`,
    price: newest === undefined ? '–' : formatPrice(newest, market.vsCurrency),
    change: change === undefined ? '–' : `${change < 0 ? '▼' : '▲'} ${formatPercent(Math.abs(change), 2)}`,
    '60 days': sparkline(binned(prices, SPARK)),
    'P(up)': forecast === undefined ? '–' : formatFixed(forecast.probability, 3),
    verdict: forecast?.verdictWords ?? 'no model yet',
    'data age': ageInDays === undefined ? '–' : `${ageInDays} d${isStale ? ' !' : ''}`,
    'model age': forecast === undefined ? '–' : `${forecast.trainedAgeInDays} d`,
  };
}

function keptColumns(columns: readonly TableColumn[], room: number): readonly TableColumn[] {
  const widthOfAll = (kept: readonly TableColumn[]) => kept.reduce((sum, { width }) => sum + width + 1, 2);
  return LEAST_NEEDED.reduce(
    (kept, least) => (widthOfAll(kept) > room ? kept.filter(({ name }) => name !== least) : kept),
    columns,
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
    ...(message === undefined ? [] : wrap(message, width).map((text): Line => [{ text, tone: 'accent' }])),
  ];
}

function sentenceOf({ market, newest, ageInDays, isStale, forecast }: MarketRow): string {
  if (newest === undefined)
    return `There are no prices of ${market.coin} in ${market.vsCurrency} yet: f fetches them.`;
  const data = `${market.coin} in ${market.vsCurrency}: prices to ${newest}, ${ageInDays} days old${isStale ? ' (! not about tomorrow)' : ''}.`;
  if (forecast === undefined) return `${data} No model yet: t trains one for every market.`;
  return `${data} The model is ${forecast.trainedAgeInDays} days old and ${forecast.verdictWords} on its test days.`;
}

function roundText({ rows = [], round }: OverviewState): string {
  const verb = round?.kind === 'fetch' ? 'fetching' : 'training';
  return `${verb} ${round?.market?.coin ?? ''}, ${(round?.done ?? 0) + 1} of ${rows.length}`;
}
