import type { SavedRun } from '../workspace/runs.ts';
import { contentType, counter, gauge, histogram, labelText } from './prometheus.ts';

/** What the server counts, as Prometheus reads it. */
export interface Metrics {
  readonly countRequest: (request: CountedRequest) => void;
  readonly countForecasts: (run: SavedRun, predictions: readonly (0 | 1)[]) => void;
  readonly setModel: (run: SavedRun | undefined, now: Date) => void;
  readonly setDrift: (drift: DriftFigures | undefined) => void;
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

/** What `monitor` last said of the model in use. */
export interface DriftFigures {
  readonly status: 'ok' | 'warning' | 'drift';
  readonly features: readonly {
    readonly feature: string;
    readonly psi: number;
    readonly drifted: boolean;
  }[];
}

const LATENCY_BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const statusNumbers = { ok: 0, warning: 1, drift: 2 } as const;

export function createMetrics(): Metrics {
  const requests = counter('crypto_predict_requests_total', 'Requests answered, by method, route and status');
  const latencies = histogram(
    'crypto_predict_request_duration_seconds',
    'Time from the arrival of a request to its answer',
    LATENCY_BOUNDS,
  );
  const forecasts = counter('crypto_predict_forecasts_total', 'Forecasts made, by market and direction');
  const modelAge = gauge('crypto_predict_model_age_seconds', 'Time since the model in use was trained');
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
  const memory = gauge('process_resident_memory_bytes', 'Resident memory size in bytes');
  const all = [requests, latencies, forecasts, modelAge, psi, drifted, status, memory];

  return {
    contentType,
    text: () => {
      memory.set('', process.memoryUsage.rss());
      return `${all.map((family) => family.text()).join('\n')}\n`;
    },
    countRequest: ({ method, route, status: code, seconds }) => {
      requests.add(`method="${method}",route="${route}",status="${code}"`);
      latencies.observe(`route="${route}"`, seconds);
    },
    countForecasts: ({ model: { coin, vsCurrency } }, predictions) => {
      for (const prediction of [0, 1] as const) {
        const count = predictions.filter((each) => each === prediction).length;
        if (count > 0)
          forecasts.add(`coin="${coin}",vs_currency="${vsCurrency}",prediction="${prediction}"`, count);
      }
    },
    setModel: (run, now) => {
      modelAge.clear();
      if (run === undefined) return;
      const { coin, vsCurrency } = run.model;
      const labels = labelText({ coin, vs_currency: vsCurrency, run_id: run.id });
      modelAge.set(labels, Math.max(0, now.getTime() - Date.parse(run.createdAt)) / 1000);
    },
    setDrift: (drift) => {
      for (const family of [psi, drifted, status]) family.clear();
      if (drift === undefined) return;
      status.set('', statusNumbers[drift.status]);
      for (const { feature, psi: value, drifted: hasDrifted } of drift.features) {
        psi.set(labelText({ feature }), value);
        drifted.set(labelText({ feature }), hasDrifted ? 1 : 0);
      }
    },
  };
}
