import { listen } from '../../../async.ts';
import { at } from '../../../learning/vector.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { ask } from '../../effects/ask.ts';
import { expandHome } from '../../effects/expand-home.ts';
import { type CreateEffects, explained, submittedTo, type Work } from '../../effects/work.ts';
import { isElsewhere, taskOf } from '../../session/task.ts';

const NO_RUN = 'press 3, then Enter, to train one; F is for another target';

export const predictEffects: CreateEffects = ({ job }) => {
  const [forecasting, logging, opening, saving] = [job(), job(), job(), job()];
  return (action, before, after) => {
    if (isElsewhere(before, after)) logging.cancel();
    const [toOpen, toSave] = [submittedTo('open', before, after), submittedTo('save', before, after)];
    if (toOpen !== undefined) opening.start((work) => openValues(work, toOpen));
    if (toSave !== undefined) saving.start((work) => saveValues(work, toSave));
    if (action.type === 'forecast log asked') logging.start(logTomorrow);
    const isOther = after.runs.list !== before.runs.list || after.data.chart !== before.data.chart;
    if (isOther || action.type === 'task chosen') forecasting.start(prepareForecast);
  };
};

/** Fills the forecast's fields with the newest complete day, as the run in use for the market sees it. */
export async function prepareForecast({ context, getState, dispatch }: Work): Promise<void> {
  const { market } = getState();
  const { target } = taskOf(getState());
  try {
    const prepared = await ask('newest day', { ...market, target }, context);
    dispatch({ type: 'prediction prepared', ...prepared });
  } catch (error) {
    const { message } = explained(error);
    dispatch({ type: 'prediction missing', message, hint: NO_RUN });
  }
}

/** Logs tomorrow's forecast of the run in use, from the newest day on disk. */
export async function logTomorrow({ context, getState, dispatch }: Work): Promise<void> {
  const { market, predict } = getState();
  if (predict.run === undefined) return;
  const { forecastAndLog } = await import('../../../training/log-forecast.ts');
  try {
    const made = await listen(forecastAndLog(predict.run, requestOnDisk(market, 'max'), context));
    dispatch({ type: 'forecast logged', date: made.for });
  } catch (error) {
    dispatch({ type: 'forecast not logged', ...explained(error) });
  }
}

/** Fills the fields from a JSON file. What is wrong with it is said at the prompt. */
export async function openValues({ context, getState, dispatch }: Work, path: string): Promise<void> {
  const { run } = getState().predict;
  if (run === undefined)
    return dispatch({ type: 'edit refused', problem: 'there is no model to fill in for' });
  const { readInput } = await import('../../../training/input-file.ts');
  const { parseFeatureJson } = await import('../../../features/feature-input.ts');
  try {
    // A file named - is a file here: stdin belongs to the keys.
    const text = await readInput(path === '-' ? './-' : expandHome(path, context), () => process.stdin);
    const { rows } = parseFeatureJson(text, run.model.features, path);
    const values = at(rows, 0);
    dispatch({ type: 'edit done' });
    // Another market may have been chosen while the file was read.
    if (getState().predict.run === run) dispatch({ type: 'values opened', values, file: path });
  } catch (error) {
    const { message, hint } = explained(error);
    dispatch({ type: 'edit refused', problem: `${message}; ${hint}` });
  }
}

/** Writes the fields to a JSON file that `predict --json` takes. */
export async function saveValues({ context, getState, dispatch }: Work, path: string): Promise<void> {
  const { run, texts } = getState().predict;
  const { numberIn } = await import('./state.ts');
  const { replaceFile } = await import('../../../workspace/atomic-write.ts');
  const { systemCode } = await import('../../../errors.ts');
  const features = run?.model.features ?? [];
  const numbers = features.map((_, j) => numberIn(at(texts, j)));
  const wrong = features.find((_, j) => !Number.isFinite(numbers[j]));
  if (wrong !== undefined)
    return dispatch({ type: 'edit refused', problem: `${wrong} is not a number; correct it first` });
  const values = Object.fromEntries(features.map((name, j) => [name, numbers[j]]));
  try {
    await replaceFile(expandHome(path, context), `${JSON.stringify(values, null, 2)}\n`);
    dispatch({ type: 'edit done' });
    dispatch({ type: 'values saved', file: path });
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    dispatch({ type: 'edit refused', problem: `${path} cannot be written (${code}); choose another path` });
  }
}
