import { Box } from 'ink';
import type { Day } from '../../../domain.ts';
import { formatAxis } from '../../../text/axis.ts';
import { formatInteger } from '../../../text/format.ts';
import { pricesSentence } from '../../../text/prices.ts';
import { printable } from '../../../text/printable.ts';
import { Chart } from '../../components/chart.tsx';
import { typedSpans } from '../../components/field.tsx';
import { Lines } from '../../components/lines.tsx';
import { binned, columns } from '../../drawing/blocks.ts';
import { type Label, plotWidth, resampled } from '../../drawing/chart.ts';
import { fit, type Line, type Span, widthOf, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { CoinSearchPanel } from './coin-search.tsx';
import { PANEL, panelLines, qualityLine } from './panel.ts';
import { type DataField, type DataState, daysShown, ranges } from './state.ts';
import { Status, statusRows } from './status.tsx';

const AXIS_LABEL = 7;

/** 1 Data: a coin's prices and volumes, how good the data is, and where it comes from. */
export function DataScreen({ session, room }: ScreenProps) {
  const { data } = session;
  const panel = room.kind === 'narrow' ? 0 : PANEL;
  const status = statusRows(session, room.width);
  const left = {
    ...room,
    width: room.width - (panel === 0 ? 0 : panel + 2),
    height: room.height - status - 2,
  };
  return (
    <Box flexDirection="column">
      <Box height={left.height} overflowY="hidden">
        <Box flexDirection="column" width={left.width}>
          {data.search === undefined ? (
            <Prices session={session} room={left} />
          ) : (
            <CoinSearchPanel session={session} room={left} />
          )}
        </Box>
        {panel > 0 && (
          <Box marginLeft={2} width={panel}>
            <Lines lines={panelLines(session, left.height)} />
          </Box>
        )}
      </Box>
      <Lines lines={['', formLine(session, room)]} />
      <Box height={status} flexDirection="column" overflowY="hidden">
        <Status session={session} width={room.width} />
      </Box>
    </Box>
  );
}

function Prices({ session, room }: { readonly session: Session; readonly room: Room }) {
  const { data, market } = session;
  if (data.chart === undefined) return <Lines lines={missingLines(data, room.width)} />;
  const days = daysShown(data);
  const isNarrow = room.kind === 'narrow';
  const size = { width: room.width, labelWidth: AXIS_LABEL };
  const width = plotWidth(size);
  const sentence = pricesSentence(days, market.vsCurrency);
  const below: readonly Line[] = [
    ...(room.isHeard ? [] : [volumeLine(days, width)]),
    ...(isNarrow ? [qualityLine(data)] : ['', ...wrap(sentence, room.width)]),
  ];
  return (
    <>
      <Lines lines={[rangeLine(session, room.width)]} />
      <Chart
        {...size}
        height={Math.max(4, room.height - 1 - below.length)}
        series={[
          {
            values: resampled(
              days.map(({ price }) => price),
              Math.min(width, Math.max(2, width)),
            ),
            tone: 'first',
            stroke: 'solid',
          },
        ]}
        format={formatAxis}
        labels={dateLabels(
          days.map(({ date }) => date),
          isNarrow ? 3 : width < 60 ? 4 : 5,
        )}
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
}

function volumeLine(days: readonly Day[], width: number): Line {
  const volumes = days.map(({ totalVolume }) => totalVolume ?? 0);
  return [
    { text: fit('Volume', AXIS_LABEL + 2), tone: 'quiet' },
    { text: columns(binned(volumes, width)), tone: 'second' },
  ];
}

function missingLines({ problem }: DataState, width: number): readonly Line[] {
  if (problem === undefined) return ['Reading what is stored …'];
  return [
    ...wrap(`! ${problem.message}`, width).map((text) => [{ text, tone: 'warning' as const }]),
    ...wrap(problem.hint, width),
    '',
    ...wrap('Press Enter to fetch it from CoinGecko, / for another coin, or i to import a file.', width),
  ];
}

/** Dates along an axis: days where there are few, else months. */
function dateLabels(dates: readonly string[], count: number): readonly Label[] {
  const form = dates.length <= 120 ? (date: string) => date.slice(5) : (date: string) => date.slice(0, 7);
  return Array.from({ length: count }, (_, i) => {
    const place = i / (count - 1);
    return { place, text: form(dates[Math.round(place * (dates.length - 1))] ?? '') };
  });
}

function rangeLine({ data }: Session, width: number): Line {
  const choices = ranges.map((range) => (range === data.range ? `[${range}]` : ` ${range} `));
  return [
    { text: fit('Price', width - choices.join('').length), tone: 'title' },
    ...choices.map((text, i): Span => ({ text, tone: ranges[i] === data.range ? 'accent' : 'quiet' })),
  ];
}

function isTypingDays(editing: Session['editing']): boolean {
  return editing?.target.kind === 'data' && editing.target.field === 'days';
}

/** How many of the stored days are trained on, where there are more. */
function usedOf({ days, data, editing }: Session): string {
  const stored = data.chart?.days.length ?? 0;
  if (days === 'max' || stored <= days || isTypingDays(editing)) return '';
  return `of ${formatInteger(stored)}`;
}

/** The fields below the chart, the chosen one marked. */
function formLine(session: Session, room: Room): Line {
  const { data, market, days, editing } = session;
  const isNarrow = room.kind === 'narrow';
  const field = (name: DataField, label: string, value: string, width: number): readonly Span[] => {
    const isTyped = editing?.target.kind === 'data' && editing.target.field === name;
    const isChosen = data.field === name;
    return [
      { text: `${isChosen ? '›' : ' '}${label} `, tone: isChosen ? 'title' : 'quiet' },
      ...(isTyped
        ? typedSpans(editing, width)
        : [
            { text: fit(printable(value), width), tone: isChosen ? ('accent' as const) : ('plain' as const) },
          ]),
      { text: ' ' },
    ];
  };
  return [
    ...field('coin', 'Coin', market.coin, isNarrow ? 14 : 20),
    ...field('vsCurrency', 'Currency', market.vsCurrency, isNarrow ? 5 : 8),
    ...field(
      'days',
      'Days',
      days === 'max' ? 'max' : String(days),
      isTypingDays(editing) ? 6 : widthOf(String(days)),
    ),
    {
      text: `${usedOf(session)}${isNarrow || usedOf(session) === '' ? '' : ' are trained on'}`,
      tone: 'quiet',
    },
  ];
}
