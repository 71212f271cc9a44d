/**
 * Turns work that reports through a callback into an async iterator of its reports that returns its result, so
 * that a screen, a progress bar and a test consume it alike.
 */
export async function* reporting<Report, Result>(
  work: (report: (report: Report) => void) => Promise<Result>,
): AsyncGenerator<Report, Result, void> {
  const reports: Report[] = [];
  let wake = (): void => {};
  let done = false;
  const finished = work((report) => {
    reports.push(report);
    wake();
  }).finally(() => {
    done = true;
    wake();
  });
  // The consumer sees a failure at the end; until then it must not count as unhandled.
  finished.catch(() => {});
  for (;;) {
    for (const report of reports.splice(0)) yield report;
    if (done) return await finished;
    if (reports.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

/** Runs an async iterator to its end, handing each report to a listener, and returns its result. */
export async function listen<Report, Result>(
  reports: AsyncGenerator<Report, Result, void>,
  listener: (report: Report) => void = () => {},
): Promise<Result> {
  for (;;) {
    const step = await reports.next();
    if (step.done) return step.value;
    listener(step.value);
  }
}
