/** One line of the server's log. Never a body, a query or a header: they may hold keys. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly msg: string;
  readonly [field: string]: string | number | undefined;
}

export type Log = (line: LogLine) => void;

/** How long a line may wait for others to be written with it. */
const WAIT_MS = 20;

/**
 * Writes JSON, one line each, with the time; lines that follow each other closely go out in one write. They are put
 * into words then, too: one by one, between requests, each took 5 µs in place of 2.
 */
export function createLog(
  stream: NodeJS.WritableStream,
  now: () => Date,
): { readonly log: Log; readonly flush: () => void } {
  let waiting: { readonly at: number; readonly line: LogLine }[] = [];
  const flush = () => {
    let [millisecond, time, lines] = [Number.NaN, '', ''];
    for (const { at, line } of waiting) {
      if (at !== millisecond) [millisecond, time] = [at, new Date(at).toISOString()];
      lines += `{"time":"${time}",${JSON.stringify(line).slice(1)}\n`;
    }
    waiting = [];
    if (lines !== '') stream.write(lines);
  };
  return {
    flush,
    log: (line) => {
      if (waiting.length === 0) setTimeout(flush, WAIT_MS);
      waiting.push({ at: now().getTime(), line });
    },
  };
}
