import { formatInteger } from '../../../text/format.ts';
import { printable } from '../../../text/printable.ts';
import { Lines } from '../../components/lines.tsx';
import { CountingDown, Waiting } from '../../components/waiting.tsx';
import { wrap } from '../../drawing/text.ts';
import type { Session } from '../../session/session.ts';
import type { FetchState } from './state.ts';

/** The rows of the status below the form. */
export const STATUS_ROWS = 2;

/** What is wrong with what is typed; else what a fetch is doing, or came to. */
export function Status({ session, width }: { readonly session: Session; readonly width: number }) {
  const { data, editing } = session;
  if (editing?.target.kind === 'data' && editing.problem !== undefined) {
    return <Warning text={editing.problem} width={width} />;
  }
  const { fetch } = data;
  switch (fetch.kind) {
    case 'idle':
      return null;
    case 'asking':
      return <Waiting text={askingText(fetch)} />;
    case 'waiting':
      return (
        <CountingDown
          text={`${fetch.reason}: attempt ${fetch.attempt + 1} of ${fetch.of}`}
          until={fetch.until}
        />
      );
    case 'done':
      return <Lines lines={wrap(fetch.message, width).slice(0, STATUS_ROWS)} />;
    case 'failed':
      return <Warning text={`${printable(fetch.message)}; ${printable(fetch.hint)}`} width={width} />;
  }
}

function Warning({ text, width }: { readonly text: string; readonly width: number }) {
  const lines = wrap(`! ${text}`, width).slice(0, STATUS_ROWS);
  return <Lines lines={lines.map((line) => [{ text: line, tone: 'warning' }])} />;
}

function askingText({ attempt, of, bytes }: Extract<FetchState, { kind: 'asking' }>): string {
  const received = bytes > 0 ? `, ${formatInteger(Math.ceil(bytes / 1024))} KiB received` : '';
  return `asking CoinGecko, attempt ${attempt} of ${of}${received}`;
}
