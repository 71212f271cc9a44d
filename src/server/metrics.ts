import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SavedRun } from '../workspace/runs.ts';

/** What the server counts, as Prometheus reads it. */
export interface Metrics {
  readonly countRequest: (request: CountedRequest) => void;
  readonly countForecasts: (run: SavedRun, predictions: readonly (0 | 1)[]) => void;
  readonly setModel: (run: SavedRun | undefined, now: Date) => void;
  readonly setDrift: (drift: DriftFigures | undefined) => void;
  /** All figures in Prometheus's text format, and its content type. */
  readonly text: () => Promise<string>;
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

const LATENCY_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const statusNumbers = { ok: 0, warning: 1, drift: 2 } as const;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'crypto_predict_requests_total',
    help: 'Requests answered, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const latencies = new Histogram({
    name: 'crypto_predict_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['route'],
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const forecasts = new Counter({
    name: 'crypto_predict_forecasts_total',
    help: 'Forecasts made, by market and direction',
    labelNames: ['coin', 'vs_currency', 'prediction'],
    registers,
  });
  const modelAge = new Gauge({
    name: 'crypto_predict_model_age_seconds',
    help: 'Time since the model in use was trained',
    labelNames: ['coin', 'vs_currency', 'run_id'],
    registers,
  });
  const psi = new Gauge({
    name: 'crypto_predict_feature_psi',
    help: 'Population stability index of a feature, training rows against the newest 60 days',
    labelNames: ['feature'],
    registers,
  });
  const drifted = new Gauge({
    name: 'crypto_predict_feature_drifted',
    help: '1 where the drift of a feature is over its calibrated limit',
    labelNames: ['feature'],
    registers,
  });
  const status = new Gauge({
    name: 'crypto_predict_monitor_status',
    help: 'What monitor says: 0 ok, 1 warning, 2 drift; absent where it could not say',
    labelNames: ['status'],
    registers,
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });

  const requestSeries = remembered<Counter.Internal>();
  const latencySeries = remembered<Histogram.Internal<'route'>>();
  const forecastSeries = remembered<Counter.Internal>();

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    countRequest: ({ method, route, status: code, seconds }) => {
      requestSeries(`${method} ${code} ${route}`, () => requests.labels({ method, route, status: code })).inc();
      latencySeries(route, () => latencies.labels({ route })).observe(seconds);
    },
    countForecasts: ({ model: { coin, vsCurrency } }, predictions) => {
      for (const prediction of predictions) {
        forecastSeries(`${coin} ${vsCurrency} ${prediction}`, () =>
          forecasts.labels({ coin, vs_currency: vsCurrency, prediction }),
        ).inc();
      }
    },
    setModel: (run, now) => {
      modelAge.reset();
      if (run === undefined) return;
      const { coin, vsCurrency } = run.model;
      const age = (now.getTime() - Date.parse(run.createdAt)) / 1000;
      modelAge.set({ coin, vs_currency: vsCurrency, run_id: run.id }, age);
    },
    setDrift: (drift) => {
      psi.reset();
      drifted.reset();
      status.reset();
      if (drift === undefined) return;
      status.set({ status: drift.status }, statusNumbers[drift.status]);
      for (const { feature, psi: value, drifted: hasDrifted } of drift.features) {
        psi.set({ feature }, value);
        drifted.set({ feature }, hasDrifted ? 1 : 0);
      }
    },
  };
}

/** Finding a series by its labels costs more than counting in it. */
function remembered<Series>(): (key: string, find: () => Series) => Series {
  const known = new Map<string, Series>();
  return (key, find) => {
    const series = known.get(key) ?? find();
    known.set(key, series);
    return series;
  };
}
