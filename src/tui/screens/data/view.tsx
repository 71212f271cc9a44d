import { Box } from 'ink';
import { dayNumber } from '../../../dates.ts';
import type { Day } from '../../../domain.ts';
import { formatInteger } from '../../../text/format.ts';
import { daySentence, dayTexts, pricesSentence } from '../../../text/prices.ts';
import { printable } from '../../../text/printable.ts';
import { typedSpans } from '../../components/field.tsx';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import { fit, fitting, type Line, lineWidth, type Span, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { CoinSearchPanel } from './coin-search.tsx';
import { daysSeen, dayUnderCursor, ranges } from './look.ts';
import { PANEL, panelLines, qualityLine } from './panel.ts';
import type { DataField, DataState } from './state.ts';
import { Status, statusRows } from './status.tsx';

/** What is to be known of the chart leaves it so many rows. */
const LEAST_CHART = 6;

/** 1 Data: a coin's prices and volumes, how good the data is, and where it comes from. */
export function DataScreen({ session, viewport }: ScreenProps) {
  const { data } = session;
  const panel = viewport.kind === 'narrow' ? 0 : PANEL;
  const welcome = welcomeLines(session, viewport);
  const most = viewport.isHeard ? viewport.height : viewport.height - welcome.length - 2 - LEAST_CHART;
  const status = statusRows({ session, viewport, most });
  const left = {
    ...viewport,
    width: viewport.width - (panel === 0 ? 0 : panel + 2),
    height: viewport.height - status - 2 - welcome.length,
  };
  return (
    <Box flexDirection="column">
      {welcome.length > 0 && <Lines lines={welcome} />}
      <Box height={left.height} overflowY="hidden">
        <Box flexDirection="column" width={left.width}>
          {data.search === undefined ? (
            <Prices session={session} viewport={left} />
          ) : (
            <CoinSearchPanel session={session} viewport={left} />
          )}
        </Box>
        {panel > 0 && (
          <Box marginLeft={2} width={panel}>
            <Lines lines={panelLines(session, left.height)} />
          </Box>
        )}
      </Box>
      <Lines lines={['', formLine(session, viewport)]} />
      <Box height={status} flexDirection="column" overflowY="hidden">
        <Status session={session} viewport={viewport} most={most} />
      </Box>
    </Box>
  );
}

/** Where nothing was trained yet: what this is, and the way through it, each in a line. */
function welcomeLines({ runs }: Session, { width }: Viewport): readonly Line[] {
  if (runs.list === undefined || runs.list.newestFirst.length > 0) return [];
  return [
    [
      {
        text: fitting(
          [
            'Can tomorrow’s price be forecast from what is known today? Train a small model, and see what is shown.',
            'Can tomorrow’s price be forecast? Train a small model, and see.',
            'Can tomorrow’s price be forecast? Train a model, and see.',
          ],
          width,
        ),
        tone: 'title',
      },
    ],
    [
      {
        text: fitting(
          [
            'The way: 1 shows prices; 3, then Enter, trains on them; 4 forecasts; 6 says what forecasts are worth.',
            '1 shows prices; 3, then Enter, trains; 4 forecasts; 6 judges.',
            '1 prices → 3, then Enter: train → 4 forecast → 6 judge',
          ],
          width,
        ),
        tone: 'accent',
      },
    ],
  ];
}

function Prices({ session, viewport }: { readonly session: Session; readonly viewport: Viewport }) {
  const { data, market } = session;
  if (data.chart === undefined) return <Lines lines={missingLines(data, viewport.width)} />;
  const { look } = data;
  const days = daysSeen(data.chart.days, look);
  const day = dayUnderCursor(data.chart.days, look);
  const isNarrow = viewport.kind === 'narrow';
  const sentence = pricesSentence(days, market.vsCurrency);
  const below = isNarrow ? [qualityLine(data)] : ['', ...wrap(sentence, viewport.width)];
  const pointsOf = (of: (day: Day) => number | null) =>
    days.map((each) => ({ x: dayNumber(each.date), y: of(each) ?? Number.NaN }));
  const prices = pointsOf(({ price }) => price);
  return (
    <>
      <Lines lines={[rangeLine(session, days, viewport.width)]} />
      <Plot
        width={viewport.width}
        height={Math.max(4, viewport.height - 1 - below.length)}
        series={[{ points: prices, tone: 'first', stroke: 'solid' }]}
        places="dates"
        areValuesLogarithmic={look.isLogarithmic}
        cursor={day && dayNumber(day.date)}
        marks={prices.filter((_, i) => days[i]?.filled.price !== undefined)}
        bars={{ name: 'volume', points: pointsOf(({ totalVolume }) => totalVolume), tone: 'second' }}
        description={day === undefined ? sentence : daySentence(day, market.vsCurrency)}
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

/** What is shown and the ranges; of a day under the cursor, its values. */
function rangeLine({ data: { look, chart }, market }: Session, days: readonly Day[], width: number): Line {
  const isZoomed = look.zoom !== undefined;
  const choices = ranges.map((range): Span => {
    const isChosen = range === look.range && !isZoomed;
    return { text: isChosen ? `[${range}]` : ` ${range} `, tone: isChosen ? 'accent' : 'quiet' };
  });
  const shown = isZoomed ? [...choices, { text: `[${days.length}d]`, tone: 'accent' } as const] : choices;
  const free = width - lineWidth(shown);
  const day = dayUnderCursor(chart?.days ?? [], look);
  const scale = look.isLogarithmic ? ', logarithmic' : '';
  const filled = days.some((each) => each.filled.price !== undefined) ? '  ○ filled' : '';
  const texts = day === undefined ? [`Price${scale}${filled}`] : dayTexts(day, market.vsCurrency);
  return [{ text: fit(fitting(texts, free - 1), free), tone: 'title' }, ...shown];
}

function isTypingDays(editing: Session['editing']): boolean {
  return editing?.target.kind === 'data' && editing.target.field === 'days';
}

/** How many of the stored days are trained on, where there are more; the fullest text first. */
function usedOf({ days, data, editing }: Session): readonly string[] {
  const stored = data.chart?.days.length;
  if (stored === undefined || days === 'max' || stored <= days || isTypingDays(editing)) return [''];
  const all = `of ${formatInteger(stored)}`;
  return [`${all} stored; the newest are trained on`, `${all} are trained on`, all];
}

/** The fields below the chart, the chosen one marked. */
function formLine(session: Session, viewport: Viewport): Line {
  const { data, market, days, editing } = session;
  const isNarrow = viewport.kind === 'narrow';
  const field = (name: DataField, label: string, value: string, width: number): readonly Span[] => {
    const isTyped = editing?.target.kind === 'data' && editing.target.field === name;
    const isChosen = data.field === name;
    return [
      { text: `${isChosen ? '›' : ' '}${label} `, tone: isChosen ? 'focus' : 'quiet' },
      ...(isTyped
        ? typedSpans(editing, width)
        : [
            { text: fit(printable(value), width), tone: isChosen ? ('accent' as const) : ('plain' as const) },
          ]),
      { text: ' ' },
    ];
  };
  const fields = [
    ...field('coin', 'Coin', market.coin, isNarrow ? 14 : 20),
    ...field('vsCurrency', 'Currency', market.vsCurrency, isNarrow ? 5 : 8),
    ...field(
      'days',
      'Days',
      days === 'max' ? 'max' : String(days),
      isTypingDays(editing) ? 6 : widthOf(String(days)),
    ),
  ];
  const free = viewport.width - lineWidth(fields);
  return [...fields, { text: fitting(usedOf(session), free), tone: 'quiet' }];
}
