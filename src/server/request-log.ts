/** One line of the server's log. Never a body, a query or a header: they may hold keys. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly msg: string;
  readonly [field: string]: string | number | undefined;
}

export type Log = (line: LogLine) => void;

/** Writes JSON, one line each, with the time. Lines of the same turn of the event loop go out in one write. */
export function createLog(stream: NodeJS.WritableStream, now: () => Date): Log {
  let pending = '';
  const flush = () => {
    const lines = pending;
    pending = '';
    stream.write(lines);
  };
  return (line) => {
    if (pending === '') setImmediate(flush);
    pending += `${JSON.stringify({ time: now().toISOString(), ...line })}\n`;
  };
}
