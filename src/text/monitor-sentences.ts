import type { Model } from '../domain.ts';
import type { DriftReport, FeatureDrift, Measured } from '../monitoring/drift.ts';
import type { ForecastReport, MonitorReport } from '../monitoring/monitor.ts';
import type { TrainedRun } from '../run.ts';
import { formatBarePValue, formatFixed, formatInterval, formatPercent, plural } from './format.ts';
import type { TextTable } from './table.ts';

/** Fewer resolved forecasts than this make no line worth drawing. */
const LEAST_RESOLVED = 30;

/** The status in words. What cannot be said is not called OK. */
export function statusInWords({ status, drift }: Pick<MonitorReport, 'status' | 'drift'>): string {
  if (status === 'drift') return '! DRIFT';
  if (status === 'warning') return '! WARNING';
  return drift.tooFew === undefined ? 'OK' : '? TOO FEW TO SAY';
}

/** Whether rolling accuracy says something. */
export function hasRollingAccuracy({ resolved }: Pick<ForecastReport, 'resolved'>): boolean {
  return resolved.length >= LEAST_RESOLVED;
}

/** The newest rolling accuracy with its interval, or what is missing for one; the flags name the market. */
export function accuracySentence({ resolved, rolling30 }: ForecastReport, flags: string): string {
  const newest = rolling30.at(-1);
  if (hasRollingAccuracy({ resolved }) && newest?.accuracy != null && newest.accuracyInterval !== null) {
    return (
      `Right on ${formatPercent(newest.accuracy)} of ${plural(newest.n, 'forecast')} of the 30 days to ` +
      `${newest.date} (95 %: ${formatInterval(newest.accuracyInterval)}).`
    );
  }
  const missing = LEAST_RESOLVED - resolved.length;
  return (
    `Rolling accuracy takes ${LEAST_RESOLVED} resolved forecasts: ${missing} more ${missing === 1 ? 'is' : 'are'} missing. ` +
    `Every day, crypto-predict predict ${flags} logs one.`
  );
}

/** How many forecasts wait for their day, how many have met it, and what is wrong with them. */
export function forecastCounts({ pending, resolved, late, skippedLines }: ForecastReport): string {
  return [
    `Forecasts: ${pending} pending, ${resolved.length} resolved`,
    ...(late > 0 ? [`${late} made too late, not counted`] : []),
    ...(skippedLines.length > 0 ? [`${plural(skippedLines.length, 'line')} of the log cannot be read`] : []),
  ].join('; ');
}

/** A p-value in few characters; ? where it is too early to say. */
export function driftPValue({ pValue }: Pick<FeatureDrift, 'pValue'>): string {
  return pValue === null ? '?' : formatBarePValue(pValue);
}

/** Every feature's statistics beside their limits. */
export function driftTable({ features }: DriftReport): TextTable {
  return {
    head: ['Drift', 'Wasserstein', 'limit', 'PSI', 'limit', 'KS', 'limit', 'p', ''],
    rows: features.map((each) => [
      each.feature,
      ...[each.wasserstein, each.psi, each.ks].flatMap(({ value, limit }) => [
        formatFixed(value, 2),
        formatFixed(limit, 2),
      ]),
      each.pValue === null ? '–' : driftPValue(each),
      each.drifted === null ? '?' : each.drifted ? '! drifted' : '',
    ]),
  };
}

/** What of a run its drift is told with. */
interface Watched {
  readonly model: Pick<Model, 'features'>;
  readonly data: { readonly rows: Pick<TrainedRun['data']['rows'], 'train'> };
}

/** What was compared with what, how limits came about, and what the model itself does not read. */
export function driftNotes(drift: DriftReport, { model, data }: Watched): readonly string[] {
  const { recent, tooFew, dailyWindows, windows, features } = drift;
  if (recent === undefined) return tooFew === undefined ? [] : [tooFew];
  const beside = features.filter(({ feature }) => !model.features.includes(feature));
  return [
    `${recent.rows} rows, ${recent.from} to ${recent.to}, against ${data.rows.train} training rows.`,
    tooFew ??
      `Limits come from ${plural(dailyWindows, 'earlier window')} of ${recent.rows} rows, each against its own past; they overlap, and are worth about ${windows.toFixed(0)}. p is after Holm’s correction.`,
    ...(tooFew === undefined && features.some(({ drifted }) => drifted === null)
      ? ['? has no limit yet: it takes more earlier windows.']
      : []),
    ...beside.map(({ feature }) => `${feature} is not a feature of this model. It shows the market itself.`),
  ];
}

/** The drift of one feature as a sentence, for screen readers. */
export function driftSentence(feature: FeatureDrift, { features }: Pick<Model, 'features'>): string {
  const one = (name: string, { value, limit }: Measured) =>
    `${name} ${formatFixed(value, 2)}, ${limit === null ? 'no limit yet' : `limit ${formatFixed(limit, 2)}`}`;
  const verdict = feature.drifted === null ? 'too few to say' : feature.drifted ? 'drifted' : 'not drifted';
  return (
    `${feature.feature}${features.includes(feature.feature) ? '' : ' (market)'}: ${verdict}; ${one('Wasserstein', feature.wasserstein)}; ${one('PSI', feature.psi)}; ` +
    `${one('KS', feature.ks)}; p ${driftPValue(feature)}`
  );
}
