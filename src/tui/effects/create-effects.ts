import type { Context } from '../../context.ts';
import type { Action } from '../state/actions.ts';
import { type Editing, typedText } from '../state/editing.ts';
import { isWalking } from '../state/evaluate.ts';
import type { Session } from '../state/session.ts';
import { isTraining } from '../state/train.ts';
import type { Effect } from '../store.ts';
import { fetchMarket, importFile, loadChart } from './data.ts';
import { Job, type Work } from './effects.ts';
import { readEvaluations, runWalk } from './evaluate.ts';
import { engineerFeatures, exportFeatures } from './features.ts';
import { measureModel, retrainModel } from './monitor.ts';
import { logTomorrow, openValues, prepareForecast, saveValues } from './predict.ts';
import { chooseRun, discardRun, loadRuns } from './runs.ts';
import { searchForCoins } from './search.ts';
import { Gate, runTraining } from './train.ts';

/**
 * The work that actions start, each kind in a job of its own, off the path of keys. A fault of the program in any
 * of it ends the session through `fail`.
 */
export function createEffects(work: Work, fail: (error: unknown) => void): Effect<Session, Action> {
  const { dispatch } = work;
  const job = () => new Job(work.context, fail);
  const [loading, fetching, prompting, searching] = [job(), job(), job(), job()];
  const [engineering, exporting, training, forecasting, changing] = [job(), job(), job(), job(), job()];
  const [walking, reading, logging] = [job(), job(), job()];
  const [measuring, retraining] = [job(), job()];
  let gate = new Gate();

  /** What is on disk at once; then, behind it, up to date. */
  const openMarket = () => {
    fetching.cancel();
    loading.start(async (own: Context) => {
      await loadChart(work, own);
      const { chart } = work.getState().data;
      if (!chart?.isFresh) dispatch({ type: 'fetch asked' });
    });
  };

  const submit = ({ target, ...editing }: Editing) => {
    const text = typedText({ target, ...editing }).trim();
    prompting.start(async (own) => {
      if (target.kind === 'import') await importFile(work, own, text);
      if (target.kind === 'open') await openValues(work, text);
      if (target.kind === 'save') await saveValues(work, text);
    });
  };

  /** The features are engineered when somebody looks, and anew where the chart or the set is another. */
  const lookAtFeatures = ({ screen, features, data, train }: Session) => {
    const isShown = features.view?.featureSet === train.settings.featureSet;
    if (screen !== 'features' || isShown || data.chart === undefined || features.problem !== undefined)
      return;
    if (!engineering.isRunning) engineering.start((own) => engineerFeatures(work, own));
  };

  /** Earlier walk-forwards are read when somebody looks, and anew for another market. */
  const lookAtEvaluations = ({ screen, evaluate }: Session) => {
    if (screen !== 'evaluate' || evaluate.isRead || reading.isRunning) return;
    reading.start((own) => readEvaluations(work, own));
  };

  /** The model is measured when somebody looks, and anew where the prices or the run are others. */
  const lookAtModel = ({ screen, monitor }: Session) => {
    const isDue = !monitor.isCurrent && !monitor.isMeasuring && monitor.retraining === undefined;
    if (screen === 'monitor' && isDue && monitor.problem === undefined) dispatch({ type: 'measuring asked' });
  };

  const react = (action: Action, before: Session, after: Session): void => {
    switch (action.type) {
      case 'started':
        changing.start((own) => loadRuns(work, own));
        break;
      case 'fetch asked':
        if (before.data.fetch !== after.data.fetch) fetching.start((own) => fetchMarket(work, own));
        break;
      case 'fetch cancelled':
        fetching.cancel();
        break;
      case 'edit submitted':
        if (after.editing?.isBusy && !before.editing?.isBusy) submit(after.editing);
        break;
      case 'edit started':
      case 'edited':
        if (after.editing?.target.kind === 'search') searching.start((own) => searchForCoins(work, own));
        break;
      case 'edit done':
      case 'edit left':
        searching.cancel();
        break;
      case 'forecast log asked':
        logging.start((own) => logTomorrow(work, own));
        break;
      case 'features export asked':
        exporting.start((own) => exportFeatures(work, own));
        break;
      case 'training asked': {
        if (isTraining(before.train)) break;
        const own = new Gate();
        gate = own;
        training.start((context) => runTraining(work, context, own));
        break;
      }
      case 'training paused':
        gate.close();
        break;
      case 'training resumed':
        gate.open();
        break;
      case 'training stepped':
        gate.step();
        break;
      case 'training cancel asked':
        training.cancel();
        dispatch({ type: 'training cancelled' });
        break;
      case 'training done':
        changing.start((own) => loadRuns(work, own));
        break;
      case 'walk asked':
        if (!isWalking(before.evaluate)) walking.start((own) => runWalk(work, own, action.kind));
        break;
      case 'walk cancelled':
        walking.cancel();
        break;
      case 'measuring asked':
        measuring.start((own) => measureModel(work, own));
        break;
      case 'retraining cancel asked':
        retraining.cancel();
        break;
      case 'run use asked':
        changing.start((own) => chooseRun(work, own, action.id));
        break;
    }
    if (after.runs.list !== before.runs.list || after.data.chart !== before.data.chart) {
      forecasting.start((own) => prepareForecast(work, own));
    }
  };

  return (action, before, after) => {
    if (action.type === 'restored') return;
    if (before.market !== after.market) {
      logging.cancel();
      walking.cancel();
      reading.cancel();
    }
    if (action.type === 'started' || before.market !== after.market) openMarket();
    if (before.days !== after.days) dispatch({ type: 'fetch asked' });
    const { question } = before;
    const isAgreed = action.type === 'answered' && action.isYes && question !== undefined;
    const agreed = isAgreed ? question.yes : undefined;
    if (agreed?.type === 'run removal confirmed') {
      changing.start((own) => discardRun(work, own, agreed.id));
    }
    if (agreed?.type === 'retraining asked' && before.monitor.retraining !== after.monitor.retraining) {
      retraining.start((own) => retrainModel(work, own));
    }
    if (before.monitor.isMeasuring && !after.monitor.isMeasuring) measuring.cancel();
    if (before.market !== after.market) retraining.cancel();
    react(action, before, after);
    lookAtFeatures(work.getState());
    lookAtEvaluations(work.getState());
    lookAtModel(work.getState());
  };
}
