import { fetchOver, importOver, readChartOf } from '../screens/data/errands.ts';
import {
  compareTargets,
  readEvaluationsOf,
  searchOver,
  walkForwardOver,
} from '../screens/evaluate/errands.ts';
import { engineerFeaturesOf } from '../screens/features/errands.ts';
import { measureRun, retrainOver } from '../screens/monitor/errands.ts';
import { measureDriftOf, readMarket } from '../screens/overview/errands.ts';
import { readNewestDay } from '../screens/predict/errands.ts';
import { findStanding, tellRuns } from '../screens/runs/errands.ts';
import { importSignalsOver, listSignalsOver } from '../screens/signals/errands.ts';

/** The screens' work that is done on the session's other thread, by name; what reports is a generator. */
export const errands = {
  chart: readChartOf,
  fetch: fetchOver,
  import: importOver,
  features: engineerFeaturesOf,
  'newest day': readNewestDay,
  walk: walkForwardOver,
  search: searchOver,
  evaluations: readEvaluationsOf,
  targets: compareTargets,
  measure: measureRun,
  retrain: retrainOver,
  market: readMarket,
  drift: measureDriftOf,
  runs: tellRuns,
  standing: findStanding,
  signals: listSignalsOver,
  'import signals': importSignalsOver,
};

export type Errands = typeof errands;
