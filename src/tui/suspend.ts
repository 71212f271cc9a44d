/** What a stopped session does with the terminal, before and after. */
export interface Suspension {
  readonly release: () => void;
  readonly resume: () => void;
}

export interface Suspend {
  /** As Ctrl-Z does outside of raw mode: stops every process of the job. */
  readonly now: () => void;
  readonly dispose: () => void;
}

/** The kernel does not stop a job that nobody could continue; then the session comes back after so long. */
const NOT_STOPPED_MS = 150;

/** Stops the process with the terminal given back, and takes the terminal again when it goes on. */
export function createSuspend({ release, resume }: Suspension): Suspend {
  let isAway = false;
  let fallback: NodeJS.Timeout | undefined;

  const comeBack = () => {
    if (!isAway) return;
    isAway = false;
    clearTimeout(fallback);
    process.on('SIGTSTP', stopSelf);
    resume();
  };
  const stop = (job: number) => {
    if (isAway) return;
    isAway = true;
    release();
    process.off('SIGTSTP', stopSelf);
    process.kill(job, 'SIGTSTP');
    fallback = setTimeout(comeBack, NOT_STOPPED_MS);
  };
  const stopSelf = () => stop(process.pid);

  if (process.platform === 'win32') return { now: () => {}, dispose: () => {} };
  process.on('SIGTSTP', stopSelf);
  process.on('SIGCONT', comeBack);
  return {
    now: () => stop(0),
    dispose: () => {
      clearTimeout(fallback);
      process.off('SIGTSTP', stopSelf);
      process.off('SIGCONT', comeBack);
    },
  };
}
