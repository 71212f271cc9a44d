import { verdicts } from '../domain.ts';
import { monitorStatuses } from '../results/monitored.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { Measured } from './errands.ts';
import { contentType, counter, type Family, gauge, histogram, labelText } from './prometheus.ts';
import { type ModelHealth, modelStatuses } from './schemas.ts';

/** What the server counts, as Prometheus reads it. */
export interface Metrics {
  readonly countRequest: (request: CountedRequest) => void;
  readonly countForecasts: (run: SavedRun, predictions: readonly (0 | 1)[]) => void;
  /** Every model in use, in place of what was said of them before. */
  readonly setModels: (models: readonly MeasuredModel[]) => void;
  /** All figures in Prometheus's text format, and its content type. */
  readonly text: () => string;
  readonly contentType: string;
}

export interface CountedRequest {
  readonly method: string;
  /** The route, not the path, so that no one can make up new series. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** A model in use, and how far its features drifted, where that was measured. */
export interface MeasuredModel {
  readonly health: ModelHealth;
  readonly features: Measured['features'];
}

const LATENCY_BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const requests = counter('crypto_predict_requests_total', 'Requests answered, by method, route and status');
  const latencies = histogram(
    'crypto_predict_request_duration_seconds',
    'Time from the arrival of a request to its answer',
    LATENCY_BOUNDS,
  );
  const forecasts = counter('crypto_predict_forecasts_total', 'Forecasts made, by market and direction');
  const modelAge = gauge('crypto_predict_model_age_seconds', 'Time since the model in use was trained');
  const dataAge = gauge(
    'crypto_predict_data_age_seconds',
    'Time since 00:00 UTC of the newest day that is known of its market',
  );
  const health = gauge(
    'crypto_predict_model_status',
    '1 for the status of the model in use, 0 for the others',
  );
  const verdict = gauge(
    'crypto_predict_model_verdict',
    '1 for what an evaluation says of the model in use, 0 for the others',
  );
  const resolved = gauge('crypto_predict_live_forecasts', 'Logged forecasts whose day has closed');
  const liveLoss = gauge('crypto_predict_live_log_loss', 'Mean log loss of logged forecasts, one a day');
  const baseRateLoss = gauge(
    'crypto_predict_live_base_rate_log_loss',
    'The same of always saying the base rate: the loss to beat',
  );
  const psi = gauge(
    'crypto_predict_feature_psi',
    'Population stability index of a feature, training rows against the newest 60 days',
  );
  const drifted = gauge(
    'crypto_predict_feature_drifted',
    '1 where the drift of a feature is over its calibrated limit',
  );
  const status = gauge(
    'crypto_predict_monitor_status',
    'What monitor says: 0 ok, 1 warning, 2 drift; absent until it could say',
  );
  const ofModels = [
    modelAge,
    dataAge,
    health,
    verdict,
    resolved,
    liveLoss,
    baseRateLoss,
    psi,
    drifted,
    status,
  ];
  const memory = gauge('process_resident_memory_bytes', 'Resident memory size in bytes');
  /** Written once for a run, as every request counts. */
  const marketLabels = new WeakMap<SavedRun, readonly [down: string, up: string]>();
  /** Of the request before, which most are like: to write and look up new text took over half of what counting does. */
  let last = { method: '', route: '', status: 0, answer: '', ofRoute: '' };
  const all = [requests, latencies, forecasts, ...ofModels, memory];

  return {
    contentType,
    text: () => {
      memory.set('', process.memoryUsage.rss());
      return `${all.map((family) => family.text()).join('\n')}\n`;
    },
    countRequest: ({ method, route, status: code, seconds }) => {
      if (last.method !== method || last.route !== route || last.status !== code) {
        const ofRoute = `route="${route}"`;
        last = {
          method,
          route,
          status: code,
          answer: `method="${method}",${ofRoute},status="${code}"`,
          ofRoute,
        };
      }
      requests.add(last.answer);
      latencies.observe(last.ofRoute, seconds);
    },
    countForecasts: (run, predictions) => {
      const labels = marketLabels.get(run) ?? labelsOf(run);
      marketLabels.set(run, labels);
      for (const prediction of predictions) forecasts.add(labels[prediction]);
    },
    setModels: (models) => {
      for (const family of ofModels) family.clear();
      for (const { health: model, features } of models) {
        const market = { coin: model.coin, vs: model.vs_currency, target: model.target };
        const labels = labelText(market);
        const set = (family: Family, value: number | null | undefined) => {
          if (value !== null && value !== undefined) family.set(labels, value);
        };
        for (const each of modelStatuses) {
          health.set(labelText({ ...market, status: each }), each === model.status ? 1 : 0);
        }
        if (model.model_age_hours !== null) {
          modelAge.set(labelText({ ...market, run_id: model.run_id }), model.model_age_hours * 3600);
        }
        if (model.data_age_hours !== null) dataAge.set(labels, model.data_age_hours * 3600);
        for (const each of model.verdict === null ? [] : verdicts) {
          verdict.set(labelText({ ...market, verdict: each }), each === model.verdict ? 1 : 0);
        }
        set(resolved, model.live?.resolved);
        set(liveLoss, model.live?.log_loss);
        set(baseRateLoss, model.live?.base_rate_log_loss);
        if (model.drift !== null) status.set(labels, monitorStatuses.indexOf(model.drift));
        for (const { feature, psi: value, drifted: hasDrifted } of features) {
          psi.set(labelText({ ...market, feature }), value);
          drifted.set(labelText({ ...market, feature }), hasDrifted ? 1 : 0);
        }
      }
    },
  };
}

function labelsOf({
  model: { coin, vsCurrency: vs, target },
}: SavedRun): readonly [down: string, up: string] {
  return [labelText({ coin, vs, target, prediction: 0 }), labelText({ coin, vs, target, prediction: 1 })];
}
