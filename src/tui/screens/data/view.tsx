import { Box } from 'ink';
import { dayNumber } from '../../../dates.ts';
import type { Day } from '../../../domain.ts';
import { formatInteger } from '../../../text/format.ts';
import { pricesSentence } from '../../../text/prices.ts';
import { printable } from '../../../text/printable.ts';
import { typedSpans } from '../../components/field.tsx';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import { fit, type Line, type Span, widthOf, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { CoinSearchPanel } from './coin-search.tsx';
import { PANEL, panelLines, qualityLine } from './panel.ts';
import { type DataField, type DataState, daysShown, ranges } from './state.ts';
import { Status, statusRows } from './status.tsx';

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
  const sentence = pricesSentence(days, market.vsCurrency);
  const below = isNarrow ? [qualityLine(data)] : ['', ...wrap(sentence, room.width)];
  const pointsOf = (of: (day: Day) => number | null) =>
    days.map((day) => ({ x: dayNumber(day.date), y: of(day) ?? Number.NaN }));
  return (
    <>
      <Lines lines={[rangeLine(session, room.width)]} />
      <Plot
        width={room.width}
        height={Math.max(4, room.height - 1 - below.length)}
        series={[{ points: pointsOf(({ price }) => price), tone: 'first', stroke: 'solid' }]}
        places="dates"
        bars={{ name: 'volume', points: pointsOf(({ totalVolume }) => totalVolume), tone: 'second' }}
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
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
