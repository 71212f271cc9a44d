import type { Context } from '../../context.ts';
import { fetchMarket, importFile, loadChart } from '../screens/data/effects.ts';
import { searchForCoins } from '../screens/data/search.ts';
import { readEvaluations, runWalk } from '../screens/evaluate/effects.ts';
import { isWalking } from '../screens/evaluate/state.ts';
import { engineerFeatures, exportFeatures } from '../screens/features/effects.ts';
import { measureModel, retrainModel } from '../screens/monitor/effects.ts';
import { logTomorrow, openValues, prepareForecast, saveValues } from '../screens/predict/effects.ts';
import { chooseRun, discardRun, loadRuns } from '../screens/runs/effects.ts';
import { Gate, runTraining } from '../screens/train/effects.ts';
import { isTraining } from '../screens/train/state.ts';
import type { Action } from '../session/actions.ts';
import { type Editing, typedText } from '../session/editing.ts';
import type { Session } from '../session/session.ts';
import type { Effect } from '../session/store.ts';
import { Job, type Work } from './work.ts';

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

  /** Starts a job anew. Cancelled, it reports nothing more: what it was about may no longer be on the screen. */
  const start = (job: Job, effect: (work: Work, context: Context) => Promise<void>) =>
    job.start((context) => {
      const report: Work['dispatch'] = (action) => {
        if (!context.signal.aborted) dispatch(action);
      };
      return effect({ ...work, dispatch: report }, context);
    });

  /** What is on disk at once; then, behind it, up to date. */
  const openMarket = () => {
    fetching.cancel();
    start(loading, async (own, context) => {
      await loadChart(own, context);
      if (!own.getState().data.chart?.isFresh) own.dispatch({ type: 'fetch asked' });
    });
  };

  const submit = ({ target, ...editing }: Editing) => {
    const text = typedText({ target, ...editing }).trim();
    start(prompting, async (own, context) => {
      if (target.kind === 'import') await importFile(own, context, text);
      if (target.kind === 'open') await openValues(own, text);
      if (target.kind === 'save') await saveValues(own, text);
    });
  };

  /** The features are engineered when somebody looks, and anew where the chart or the set is another. */
  const lookAtFeatures = ({ screen, features, data, train }: Session) => {
    const isShown = features.view?.featureSet === train.settings.featureSet;
    if (screen !== 'features' || isShown || data.chart === undefined || features.problem !== undefined)
      return;
    if (!engineering.isRunning) start(engineering, engineerFeatures);
  };

  /** Earlier walk-forwards are read when somebody looks, and anew for another market. */
  const lookAtEvaluations = ({ screen, evaluate }: Session) => {
    if (screen !== 'evaluate' || evaluate.isRead || reading.isRunning) return;
    start(reading, readEvaluations);
  };

  /** The model is measured when somebody looks, and anew where the prices or the run are others. */
  const lookAtModel = ({ screen, monitor }: Session) => {
    const isDue = !monitor.isCurrent && !monitor.isMeasuring && monitor.retraining === undefined;
    if (screen === 'monitor' && isDue && monitor.problem === undefined) dispatch({ type: 'measuring asked' });
  };

  const react = (action: Action, before: Session, after: Session): void => {
    switch (action.type) {
      case 'started':
        start(changing, loadRuns);
        break;
      case 'fetch asked':
        if (before.data.fetch !== after.data.fetch) start(fetching, fetchMarket);
        break;
      case 'fetch cancelled':
        fetching.cancel();
        break;
      case 'edit submitted':
        if (after.editing?.isBusy && !before.editing?.isBusy) submit(after.editing);
        break;
      case 'edit started':
      case 'edited':
        if (after.editing?.target.kind === 'search') start(searching, searchForCoins);
        break;
      case 'edit done':
      case 'edit left':
        searching.cancel();
        break;
      case 'forecast log asked':
        start(logging, logTomorrow);
        break;
      case 'features export asked':
        start(exporting, exportFeatures);
        break;
      case 'training asked': {
        if (isTraining(before.train)) break;
        const ownGate = new Gate();
        gate = ownGate;
        // Told whole, like a retraining: a run that was saved before the cancelling is there.
        training.start((context) => runTraining(work, context, ownGate));
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
        start(changing, loadRuns);
        break;
      case 'walk asked':
        if (!isWalking(before.evaluate)) start(walking, (own, context) => runWalk(own, context, action.kind));
        break;
      case 'walk cancelled':
        walking.cancel();
        break;
      case 'measuring asked':
        start(measuring, measureModel);
        break;
      case 'retraining cancel asked':
        retraining.cancel();
        break;
      case 'run use asked':
        start(changing, (own, context) => chooseRun(own, context, action.id));
        break;
    }
    if (after.runs.list !== before.runs.list || after.data.chart !== before.data.chart) {
      start(forecasting, prepareForecast);
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
      start(changing, (own, context) => discardRun(own, context, agreed.id));
    }
    if (agreed?.type === 'retraining asked' && before.monitor.retraining !== after.monitor.retraining) {
      // Not silenced: a retraining that is cancelled too late is done whole, and says so.
      retraining.start((context) => retrainModel(work, context));
    }
    if (before.monitor.isMeasuring && !after.monitor.isMeasuring) measuring.cancel();
    if (before.market !== after.market) retraining.cancel();
    react(action, before, after);
    lookAtFeatures(work.getState());
    lookAtEvaluations(work.getState());
    lookAtModel(work.getState());
  };
}
