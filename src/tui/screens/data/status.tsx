import { formatInteger } from '../../../text/format.ts';
import { printable } from '../../../text/printable.ts';
import { Lines } from '../../components/lines.tsx';
import { CountingDown, Waiting } from '../../components/waiting.tsx';
import { type Line, wrap } from '../../drawing/text.ts';
import type { Session } from '../../session/session.ts';
import type { FetchState } from './state.ts';

/** The rows that the status below the form always has, so that the chart keeps its place. */
const LEAST_ROWS = 2;

/** What is wrong with what is typed; else what a fetch is doing, or came to. */
export function Status({ session, width }: { readonly session: Session; readonly width: number }) {
  const { fetch } = session.data;
  const said = saidLines(session, width);
  if (said !== undefined) return <Lines lines={said} />;
  if (fetch.kind === 'asking') return <Waiting text={askingText(fetch)} />;
  if (fetch.kind !== 'waiting') return null;
  const text = `${fetch.reason}: attempt ${fetch.attempt + 1} of ${fetch.of}`;
  return <CountingDown text={text} until={fetch.until} />;
}

/** The rows that the status takes: as many as what it says, as a remedy stands at the end of a sentence. */
export function statusRows(session: Session, width: number): number {
  return Math.max(LEAST_ROWS, saidLines(session, width)?.length ?? 0);
}

/** What is said in words, whole; undefined where something is waited for. */
function saidLines({ data: { fetch }, editing }: Session, width: number): readonly Line[] | undefined {
  if (editing?.target.kind === 'data' && editing.problem !== undefined)
    return warning(editing.problem, width);
  switch (fetch.kind) {
    case 'done':
      return wrap(fetch.message, width);
    case 'failed':
      return warning(`${printable(fetch.message)}; ${printable(fetch.hint)}`, width);
    default:
      return undefined;
  }
}

function warning(text: string, width: number): readonly Line[] {
  return wrap(`! ${text}`, width).map((line): Line => [{ text: line, tone: 'warning' }]);
}

function askingText({ attempt, of, bytes }: Extract<FetchState, { kind: 'asking' }>): string {
  const received = bytes > 0 ? `, ${formatInteger(Math.ceil(bytes / 1024))} KiB received` : '';
  return `asking CoinGecko, attempt ${attempt} of ${of}${received}`;
}
