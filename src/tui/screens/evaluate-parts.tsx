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
import type { EvaluationSummary } from '../../wire/evaluation-document.ts';
import { Lines } from '../components/lines.tsx';
import { Table, type TableColumn } from '../components/table.tsx';
import { cut, type Line, widthOf, wrap } from '../drawing/text.ts';
import type { Room } from '../layout.ts';
import { textLines } from './runs.tsx';

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
    ...(height - tableRows > verdict.length + 1 ? ['', ...wrap(skillSentence(evaluation), width)] : []),
  ];
  const free = height - tableRows;
  const lines = free > more.length ? ['', ...more] : more.slice(0, free);
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
      <Lines lines={(free > sentence.length ? ['', ...sentence] : sentence).slice(0, Math.max(0, free))} />
    </>
  );
}

/** What a search would choose, and what choosing was worth. */
export function SearchResult({ tuned, room }: { readonly tuned: Tuned; readonly room: Room }) {
  const lines: Line[] = [];
  for (const part of searchText(tuned).split('\n\n')) {
    const own = textLines(part, room);
    const gap = lines.length === 0 || room.kind === 'narrow' ? [] : [''];
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
    <Table
      room={width}
      columns={columns}
      rows={rows.map((row) => columns.map(({ place }) => row[place] ?? ''))}
    />
  );
}
