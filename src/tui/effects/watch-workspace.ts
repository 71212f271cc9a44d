import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from '../../errors.ts';
import { paths } from '../../workspace/workspace.ts';
import type { Work } from './work.ts';

const EVERY_MS = 2000;

/** Looks every two seconds whether another process has changed what is shown, and says what. */
export async function watchWorkspace({ context, getState, dispatch }: Work): Promise<void> {
  const { root } = context.workspace;
  const stampOf = async (...files: readonly string[]) =>
    (await Promise.all(files.map((file) => changedAt(join(root, file))))).join();
  let seen:
    | { readonly market: object; readonly runs: string; readonly chart: string; readonly signals: string }
    | undefined;
  for (;;) {
    const { market } = getState();
    const [runs, chart, signals] = await Promise.all([
      stampOf(paths.models, paths.current),
      stampOf(paths.storedChart(market)),
      stampOf(paths.signals),
    ]);
    if (seen?.market === market) {
      if (seen.runs !== runs) dispatch({ type: 'runs changed elsewhere' });
      if (seen.chart !== chart) dispatch({ type: 'chart changed elsewhere' });
      if (seen.signals !== signals) dispatch({ type: 'signals changed elsewhere' });
    }
    seen = { market, runs, chart, signals };
    await delay(EVERY_MS, undefined, { signal: context.signal, ref: false });
  }
}

/** When a file changed, which one it is, and how long it is; nothing where there is none. */
async function changedAt(file: string): Promise<string> {
  try {
    const { mtimeMs, ino, size } = await stat(file);
    return `${mtimeMs} ${ino} ${size}`;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return '';
  }
}
