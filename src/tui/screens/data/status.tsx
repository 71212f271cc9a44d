import { formatInteger, plural } from '../../../text/format.ts';
import { printable } from '../../../text/printable.ts';
import { Lines } from '../../components/lines.tsx';
import { CountingDown, Waiting } from '../../components/waiting.tsx';
import { type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { Session } from '../../session/session.ts';
import type { FetchState } from './state.ts';

/** The rows that the status below the form always has, so that the chart keeps its place. */
const LEAST_ROWS = 2;

/**
 * How to write what is typed, or what is wrong with it; else what a fetch is doing, or came to; and what is to be known
 * of the chart.
 */
export function Status(props: StatusProps) {
  const { data, editing } = props.session;
  const { fetch } = data;
  const isTyping = editing?.target.kind === 'data';
  if (isTyping && editing.isBusy) return <Waiting text="looking for prices in that currency" />;
  const text = fetch.kind === 'waiting' && `${fetch.reason}: attempt ${fetch.attempt + 1} of ${fetch.of}`;
  const { said, notices } = linesOf(props);
  return (
    <>
      {!isTyping && fetch.kind === 'asking' && <Waiting text={askingText(fetch)} />}
      {!isTyping && text && <CountingDown text={text} until={fetch.until} />}
      <Lines lines={[...said, ...notices]} />
    </>
  );
}

interface StatusProps {
  readonly session: Session;
  readonly viewport: Pick<Viewport, 'width'>;
  /** The most rows that it takes, what is said last counted whole. */
  readonly most: number;
}

/** The rows that the status takes: as many as what it says, as a remedy stands at the end of a sentence. */
export function statusRows(props: StatusProps): number {
  const { rows, notices } = linesOf(props);
  return Math.max(LEAST_ROWS, rows + notices.length);
}

/** What is said, the rows of that or of what is waited for, and the notices that there is room for. */
function linesOf({ session, viewport: { width }, most }: StatusProps) {
  const said = saidLines(session, width);
  const rows = Math.max(1, said.length);
  return { said, rows, notices: noticeLines(session, width, most - rows) };
}

/** What is said in words, whole; nothing where something is waited for. */
function saidLines(session: Session, width: number): readonly Line[] {
  const { data, editing } = session;
  const { fetch } = data;
  if (editing?.target.kind === 'data')
    return editing.problem === undefined ? wrap(editing.hint, width) : warning(editing.problem, width);
  switch (fetch.kind) {
    case 'done':
      return wrap(fetch.message, width);
    case 'failed':
      return warning(`${printable(fetch.message)}; ${printable(fetch.hint)}`, width);
    default:
      return [];
  }
}

/** As many notices of the chart as there is room for, each whole, and how many there are besides. */
function noticeLines({ data: { chart } }: Session, width: number, room: number): readonly Line[] {
  const notices = (chart?.notices ?? []).map((notice) => warning(printable(notice), width));
  const all = notices.flat();
  if (all.length <= Math.max(0, room)) return all;
  const shown: Line[] = [];
  let left = notices.length;
  for (const lines of notices) {
    if (shown.length + lines.length >= room) break;
    shown.push(...lines);
    left -= 1;
  }
  const more = shown.length === 0 ? plural(left, 'notice') : `${left} more`;
  return [...shown, ...warning(`${more} in a larger window`, width)];
}

function warning(text: string, width: number): readonly Line[] {
  return wrap(`! ${text}`, width).map((line): Line => [{ text: line, tone: 'warning' }]);
}

function askingText({ attempt, of, bytes }: Extract<FetchState, { kind: 'asking' }>): string {
  const received = bytes > 0 ? `, ${formatInteger(Math.ceil(bytes / 1024))} KiB received` : '';
  return `asking CoinGecko, attempt ${attempt} of ${of}${received}`;
}
