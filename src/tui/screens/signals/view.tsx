import { Box } from 'ink';
import { formatPercent } from '../../../text/format.ts';
import { sentenceOf } from '../../../text/sentences.ts';
import { signalSentence } from '../../../text/signals.ts';
import { wordsOf } from '../../../text/target-words.ts';
import { columnsThatFit, type TableColumn } from '../../components/cells.ts';
import { Lines } from '../../components/lines.tsx';
import { cellsIn, columnsOf, type NamedCells } from '../../components/named-cells.ts';
import { type Extent, topAround } from '../../components/scrolled.ts';
import { Table } from '../../components/table.tsx';
import { choiceSpans } from '../../drawing/choices.ts';
import { type Line, lineWidth, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { taskOf } from '../../session/task.ts';
import { besideIn, besides, type SignalRow, type SignalsState, signalUnderCursor, testOf } from './state.ts';
import { Testing } from './testing.tsx';
import { Values } from './values.tsx';
import { belowVerdict, Verdict } from './verdict.tsx';

/** 8 Signals: series of one’s own, beside the price, and whether they add anything to what prices say. */
export function SignalsScreen({ session, viewport }: ScreenProps) {
  const { signals } = session;
  const chosen = signalUnderCursor(signals);
  if (signals.rows === undefined) return <Lines lines={['Reading the signals …']} />;
  if (chosen === undefined) {
    const status = statusLines(signals, viewport.width);
    return <Lines lines={[...invitation(viewport.width), '', ...status]} />;
  }
  const below = linesBelowTable(session, chosen, viewport);
  const listed = rowsListed(signals, viewport);
  const body = { ...viewport, height: viewport.height - listed - 1 - below.length };
  return (
    <Box flexDirection="column">
      <SignalTable
        session={session}
        rows={signals.rows}
        visible={viewport.isHeard ? signals.rows.length : listed}
        viewport={viewport}
      />
      <Lines lines={below} />
      <Box
        height={viewport.isHeard ? undefined : body.height}
        overflowY={viewport.isHeard ? 'visible' : 'hidden'}
        flexDirection="column"
      >
        <Body session={session} chosen={chosen} viewport={body} />
      </Box>
    </Box>
  );
}

/** How much text there is of the test that is shown, and how much room. */
export function testExtent(session: Session, viewport: Viewport): Extent {
  const { signals } = session;
  const chosen = signalUnderCursor(signals);
  const isShown = signals.view === 'test' && signals.testing === undefined;
  const test = isShown && chosen ? testOf(session, chosen) : undefined;
  if (chosen === undefined || test === undefined) return { lines: 0, height: viewport.height };
  const around = rowsListed(signals, viewport) + 1 + linesBelowTable(session, chosen, viewport).length;
  return belowVerdict(test, { ...viewport, height: viewport.height - around });
}

function rowsListed({ rows = [] }: SignalsState, { kind, height }: Viewport): number {
  return Math.min(rows.length, kind === 'narrow' ? 3 : Math.max(3, Math.floor(height / 5)));
}

/** What stands between the table of signals and what is shown of the chosen one. */
function linesBelowTable(
  session: Session,
  { signal }: SignalRow,
  { kind, width }: Viewport,
): readonly Line[] {
  return [
    ...(kind === 'narrow' ? [] : wrap(signalSentence(signal), width)),
    ...statusLines(session.signals, width),
    besideLine(session, width),
  ];
}

function Body({
  session,
  chosen,
  viewport,
}: {
  readonly session: Session;
  readonly chosen: SignalRow;
  readonly viewport: Viewport;
}) {
  const { signals } = session;
  if (signals.testing !== undefined)
    return <Testing name={signals.testing} now={signals.now} viewport={viewport} />;
  if (signals.view === 'values') return <Values session={session} chosen={chosen} viewport={viewport} />;
  const test = testOf(session, chosen);
  if (test === undefined) return <Lines lines={notTested(chosen, viewport.width)} />;
  return <Verdict test={test} top={signals.top} viewport={viewport} />;
}

function notTested({ signal }: SignalRow, width: number): readonly Line[] {
  return wrap(
    `${signal.name} was not tested beside this set in this session. Enter walks forward with it and without, a day early and some days late, and with the signal shifted in time.`,
    width,
  );
}

function invitation(width: number): readonly Line[] {
  return wrap(
    'No signal yet. A signal is any series of your own with dates: sentiment, funding rates, the weather. Press i to import a file with a column of dates and one or more of numbers; then Enter says whether it adds anything to what prices say.',
    width,
  );
}

function statusLines({ problem, message, damaged }: SignalsState, width: number): readonly Line[] {
  const warnings = [...(problem ? [`${problem.message}; ${problem.hint}`] : []), ...damaged];
  return [
    ...warnings.flatMap((warning) =>
      wrap(`! ${warning}`, width).map((text): Line => [{ text, tone: 'warning' }]),
    ),
    ...(message === undefined ? [] : wrap(message, width).map((text): Line => [{ text, tone: 'accent' }])),
  ];
}

/** The question: of which target, and what the signal is to add to. */
function besideLine(session: Session, width: number): Line {
  const { target } = taskOf(session);
  const beside = besideIn(session.signals, target);
  const label = `${sentenceOf(wordsOf(target).title)}: does it add to  `;
  const free = width - widthOf(label);
  const choices = (all: readonly string[]) => choiceSpans(all, beside, { width: free, tone: 'accent' });
  const whole = choices(besides);
  return [{ text: label, tone: 'title' }, ...(lineWidth(whole) <= free ? whole : choices([beside]))];
}

interface SignalTableProps {
  readonly session: Session;
  readonly rows: readonly SignalRow[];
  readonly visible: number;
  readonly viewport: Viewport;
}

/** What a window has no room for, the least needed first. */
const LEAST_NEEDED = ['missing', 'from', 'to', 'known'];

function SignalTable({ session, rows, visible, viewport }: SignalTableProps) {
  const { row } = session.signals;
  const top = topAround(row, { rows: rows.length, visible });
  const cells = rows.slice(top, top + visible).map((each) => cellsOf(session, each));
  const all = columnsOf(cells).map(
    ({ name, width }): TableColumn => ({
      name,
      width: Math.min(40, width),
      alignment: name === 'covers' || name === 'missing' ? 'right' : 'left',
    }),
  );
  const columns = columnsThatFit(all, LEAST_NEEDED, viewport.width);
  const place = rows.length > visible ? `signal ${row + 1} of ${rows.length}` : 'signal';
  return (
    <Table
      columns={columns.map((column) =>
        column.name === 'signal'
          ? { ...column, name: place, width: Math.max(column.width, widthOf(place)) }
          : column,
      )}
      rows={cells.map((own) => cellsIn(own, columns))}
      selected={row - top}
      width={viewport.width}
    />
  );
}

function cellsOf(session: Session, row: SignalRow): NamedCells {
  const { listed, coverage } = row;
  const isCovered = coverage !== undefined && Number.isFinite(coverage);
  return new Map([
    ['signal', listed.name],
    ['known', `at the ${listed.known}`],
    ['from', listed.from],
    ['to', listed.to],
    ['missing', String(listed.missing)],
    ['covers', isCovered ? formatPercent(coverage, 0) : '–'],
    ['this session', testOf(session, row)?.verdict.replaceAll('_', ' ') ?? 'not tested'],
  ]);
}
