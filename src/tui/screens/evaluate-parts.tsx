import { Box } from 'ink';
import type { Evaluation } from '../../pipeline/evaluate.ts';
import type { Tuned } from '../../pipeline/tune.ts';
import {
  backtestTable,
  evaluationVerdict,
  leakWarning,
  walkForwardTable,
} from '../../presentation/evaluated.ts';
import {
  pValueInWords,
  reliabilitySentence,
  reliabilityTable,
  skillSentence,
} from '../../presentation/evaluation-views.ts';
import type { TextTable } from '../../presentation/table.ts';
import { searchText } from '../../presentation/tuned.ts';
import type { EvaluationSummary } from '../../workspace/documents/evaluation-document.ts';
import { Lines } from '../components/lines.tsx';
import { Table, type TableColumn } from '../components/table.tsx';
import { cut, type Line, widthOf, wrap } from '../drawing/text.ts';
import type { Room } from '../layout.ts';

/** The verdict in a sentence, and its p-value in words. */
export function verdictLines(evaluation: EvaluationSummary, width: number): readonly Line[] {
  return [
    ...wrap(evaluationVerdict(evaluation), width).map((text): Line => [{ text, tone: 'title' }]),
    ...wrap(pValueInWords(evaluation.skill.pValue), width),
  ];
}

interface VerdictProps {
  readonly evaluation: EvaluationSummary & { readonly looksLeaky?: boolean };
  /** Whether it was made in this session; of earlier ones curves and most baselines are not kept. */
  readonly isWhole: boolean;
  readonly room: Room;
}

/** The metrics beside the baselines', the verdict, and as far as there is room the skill and the backtest. */
export function Verdict({ evaluation, isWhole, room }: VerdictProps) {
  const { width, height } = room;
  const table = walkForwardTable(evaluation);
  const verdict = verdictLines(evaluation, width);
  const { evaluatedAt, from, to } = evaluation;
  const kept = `Of ${evaluatedAt.slice(0, 10)}, on ${from} to ${to}. Curves are not kept: Enter walks again.`;
  const tableRows = table.rows.length + 1;
  const more: readonly Line[] = [
    ...verdict,
    ...(evaluation.looksLeaky
      ? wrap(`! ${leakWarning(evaluation)}`, width).map((text): Line => [{ text, tone: 'warning' }])
      : []),
    ...(isWhole ? [] : wrap(kept, width).map((text): Line => [{ text, tone: 'quiet' }])),
  ];
  const free = height - tableRows;
  const skill = ['', ...wrap(skillSentence(evaluation), width)];
  const said = free > more.length + skill.length ? [...more, ...skill] : more;
  const lines = free > said.length ? ['', ...said] : said.slice(0, free);
  const trading = backtestTable(evaluation);
  const hasRoom = free - lines.length > trading.rows.length + 1;
  return (
    <>
      <TextTableView table={table} width={width} dropped={[2, 4, 6]} />
      {free >= verdict.length && <Lines lines={lines} />}
      {hasRoom && (
        <>
          <Lines lines={['']} />
          <TextTableView table={trading} width={width} dropped={[4]} />
        </>
      )}
    </>
  );
}

/** Ten bins of forecasts beside what came, and what they come to where there is room. */
export function Reliability({ evaluation, room }: { readonly evaluation: Evaluation; readonly room: Room }) {
  const table = reliabilityTable(evaluation.calibration);
  const sentence = wrap(reliabilitySentence(evaluation), room.width);
  const free = room.height - table.rows.length - 1;
  return (
    <>
      <TextTableView table={table} width={room.width} dropped={[4]} />
      {free >= sentence.length && <Lines lines={free > sentence.length ? ['', ...sentence] : sentence} />}
    </>
  );
}

/** What a search would choose, and what choosing was worth. */
export function SearchResult({ tuned, room }: { readonly tuned: Tuned; readonly room: Room }) {
  const isNarrow = room.kind === 'narrow';
  const [source = '', ...parts] = searchText(tuned).split('\n\n');
  const lines: Line[] = [];
  for (const part of isNarrow ? parts : [source, ...parts]) {
    const own = part.split('\n').flatMap((line) => labelledLines(line, room.width));
    const gap = lines.length === 0 || isNarrow ? [] : [''];
    if (lines.length + gap.length + own.length <= room.height) lines.push(...gap, ...own);
  }
  return <Lines lines={lines} />;
}

/** A table of figures; where it is too wide, without the columns that matter least. */
function TextTableView({
  table: { head, rows },
  width,
  dropped,
}: {
  readonly table: TextTable;
  readonly width: number;
  readonly dropped: readonly number[];
}) {
  const all = head.map((name, j): TableColumn & { readonly place: number } => ({
    name: cut(name, 30),
    place: j,
    width: Math.max(widthOf(name), ...rows.map((row) => widthOf(row[j] ?? ''))),
    alignment: j === 0 ? 'left' : 'right',
  }));
  const total = all.reduce((sum, column) => sum + column.width + 1, 1);
  const columns = total <= width ? all : all.filter(({ place }) => !dropped.includes(place));
  return (
    <Box flexShrink={0}>
      <Table
        room={width}
        columns={columns}
        rows={rows.map((row) => columns.map(({ place }) => row[place] ?? ''))}
      />
    </Box>
  );
}

const LABEL = 12;

/** A line in the room there is: what stands beside a label is broken under itself, a row of a table is cut. */
function labelledLines(line: string, width: number): readonly Line[] {
  const isSentence = /^[A-Z][a-z]+ {2,}\S/.test(line);
  if (widthOf(line) <= width || !isSentence) return [cut(line, width)];
  return wrap(line.slice(LABEL), width - LABEL).map(
    (text, i) => (i === 0 ? line.slice(0, LABEL) : ' '.repeat(LABEL)) + text,
  );
}
