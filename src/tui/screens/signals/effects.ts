import { availableParallelism } from 'node:os';
import { atMostEvery, listen } from '../../../async.ts';
import type { IngestProgress } from '../../../market-data/chart-request.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import type { TestProgress } from '../../../training/test-signals.ts';
import { ask } from '../../effects/ask.ts';
import { expandHome } from '../../effects/expand-home.ts';
import { type CreateEffects, explained, submittedTo, type Work } from '../../effects/work.ts';
import { isElsewhere, taskOf } from '../../session/task.ts';
import { besideIn, type TestNow, testKey } from './state.ts';

/** Drawing takes a few milliseconds: ten times a second shows all there is to see. */
const UPDATE_MS = 100;
const MORE_DAYS = 'fetch or import more days on the Data screen, or take a signal with more dates';

export const signalsEffects: CreateEffects = ({ job, getState }) => {
  const [listing, changing, testing] = [job(), job(), job()];
  return (action, before, after) => {
    if (isElsewhere(before, after)) {
      testing.cancel();
      listing.cancel();
    }
    const file = submittedTo('signal import', before, after);
    if (file !== undefined) changing.start((work) => importFile(work, file));
    if (action.type === 'signal removal asked') changing.start((work) => remove(work, action.name));
    if (action.type === 'signal test asked' && before.signals.testing === undefined)
      testing.start((work) => runTest(work, action.name));
    if (action.type === 'signal test cancelled') testing.cancel();
    // Listed when somebody looks, and anew where something on disk is another.
    const { screen, signals } = getState();
    if (screen === 'signals' && !signals.isCurrent && !listing.isRunning()) listing.start(listSignalRows);
  };
};

/** Lists the signals of the workspace, each with how much of the market it covers. */
export async function listSignalRows({ context, getState, dispatch }: Work): Promise<void> {
  const dates = getState().data.chart?.days.map(({ date }) => date);
  dispatch({ type: 'signals listed', ...(await ask('signals', { dates }, context)) });
}

/** Keeps each column of a file as a signal. What is wrong with the file is said at the prompt. */
export async function importFile(work: Work, file: string): Promise<void> {
  const { context, dispatch } = work;
  try {
    // A file named - is a file here: stdin belongs to the keys.
    const path = file === '-' ? './-' : expandHome(file, context);
    const { known } = work.getState().signals;
    const imported = await ask('import signals', { file: path, name: undefined, known }, context);
    dispatch({ type: 'edit done' });
    await listSignalRows(work);
    dispatch({ type: 'signals imported', ...imported });
  } catch (error) {
    const { message, hint } = explained(error);
    dispatch({ type: 'edit refused', problem: `${message}; ${hint}` });
  }
}

async function remove(work: Work, name: string): Promise<void> {
  const { removeSignal } = await import('../../../workspace/signals.ts');
  try {
    await removeSignal(work.context.workspace, name);
    work.dispatch({ type: 'signal removed', name });
  } catch (error) {
    work.dispatch({ type: 'signals failed', ...explained(error) });
  }
}

/** Tests a signal on the market that is shown, on a thread of its own, and keeps the test in the ledger. */
async function runTest(work: Work, name: string): Promise<void> {
  const { context, getState, dispatch } = work;
  const { market, signals } = getState();
  const { target } = taskOf(getState());
  const beside = besideIn(signals, target);
  const { defaultTestSettings } = await import('../../../training/test-signals.ts');
  const { testOnThread } = await import('../../../training/signal-test-job.ts');
  const settings = {
    ...defaultTestSettings,
    target,
    featureSet: beside,
    threads: availableParallelism(),
  };
  try {
    const requests = [requestOnDisk(market, 'max')];
    const test = await listen(testOnThread({ requests, names: [name], settings }, context), reportTo(work));
    const listed = signals.rows?.find(({ signal }) => signal.name === name)?.listed;
    if (listed !== undefined) {
      dispatch({
        type: 'signal test done',
        key: testKey({ signal: listed, market, target, beside }),
        test,
      });
    }
  } catch (error) {
    dispatch({
      type: 'signals failed',
      ...explained(error, { too_few_rows: MORE_DAYS, one_class: MORE_DAYS }),
    });
  }
}

/** Hands on how far it is, at most ten times a second; the first at once, and the last of each stage. */
function reportTo({ dispatch }: Work): (progress: IngestProgress | TestProgress) => void {
  const [gains, placebos]: [number[], number[]] = [[], []];
  const isTime = atMostEvery(UPDATE_MS);
  return (progress) => {
    if (progress.kind !== 'testing') return;
    const { stage, done, of, secondsLeft, gain } = progress;
    if (gain !== null) (stage === 'walks' ? gains : placebos).push(gain);
    if (!isTime() && done < of) return;
    const now: TestNow = { stage, done, of, secondsLeft, gains: [...gains], placebos: [...placebos] };
    dispatch({ type: 'signal test progressed', now });
  };
}
