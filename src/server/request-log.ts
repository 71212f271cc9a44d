/** One line of the server's log. Never a body, a query or a header: they may hold keys. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly msg: string;
  readonly [field: string]: string | number | undefined;
}

export type Log = (line: LogLine) => void;

/** How long a line may wait for others to be written with it. */
const WAIT_MS = 20;

/** Writes JSON, one line each, with the time; lines that follow each other closely go out in one write. */
export function createLog(
  stream: NodeJS.WritableStream,
  now: () => Date,
): { readonly log: Log; readonly flush: () => void } {
  let pending = '';
  let [millisecond, time] = [Number.NaN, ''];
  const flush = () => {
    const lines = pending;
    pending = '';
    if (lines !== '') stream.write(lines);
  };
  return {
    flush,
    log: (line) => {
      if (pending === '') setTimeout(flush, WAIT_MS);
      const at = now();
      if (at.getTime() !== millisecond) [millisecond, time] = [at.getTime(), at.toISOString()];
      pending += `{"time":"${time}",${JSON.stringify(line).slice(1)}\n`;
    },
  };
}
