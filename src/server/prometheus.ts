import { at } from '../learning/vector.ts';

/**
 * Figures in Prometheus's text format, version 0.0.4. Counting is on the way of every request, so a series is found
 * by its label text alone.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export const contentType = 'text/plain; version=0.0.4; charset=utf-8';

export type Labels = Readonly<Record<string, string | number>>;

/** A figure by its labels: a counter or a gauge. */
export interface Family {
  readonly add: (labels: string, amount?: number) => void;
  readonly set: (labels: string, value: number) => void;
  readonly clear: () => void;
  readonly text: () => string;
}

/** What only grows. */
export function counter(name: string, help: string): Family {
  return createFamily('counter', name, help);
}

/** What goes up and down. */
export function gauge(name: string, help: string): Family {
  return createFamily('gauge', name, help);
}

function createFamily(type: 'counter' | 'gauge', name: string, help: string): Family {
  const series = new Map<string, number>();
  return {
    add: (labels, amount = 1) => series.set(labels, (series.get(labels) ?? 0) + amount),
    set: (labels, value) => series.set(labels, value),
    clear: () => series.clear(),
    text: () =>
      [...head(name, help, type), ...[...series].map(([labels, value]) => sample(name, labels, value))].join(
        '\n',
      ),
  };
}

/** How many observations were at most each bound, and their sum. */
export interface Histogram {
  readonly observe: (labels: string, value: number) => void;
  readonly text: () => string;
}

interface Distribution {
  /** The observations that fell into each bucket, the last of which has no bound. */
  readonly counts: number[];
  sum: number;
}

export function histogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const series = new Map<string, Distribution>();
  return {
    observe: (labels, value) => {
      let known = series.get(labels);
      if (known === undefined) {
        known = { counts: new Array<number>(bounds.length + 1).fill(0), sum: 0 };
        series.set(labels, known);
      }
      let bucket = 0;
      while (bucket < bounds.length && value > at(bounds, bucket)) bucket += 1;
      known.counts[bucket] = at(known.counts, bucket) + 1;
      known.sum += value;
    },
    text: () =>
      [
        ...head(name, help, 'histogram'),
        ...[...series].flatMap(([labels, { counts, sum }]) => {
          let cumulative = 0;
          const buckets = counts.map((count, i) => {
            cumulative += count;
            return sample(`${name}_bucket`, joined(labels, `le="${bounds[i] ?? '+Inf'}"`), cumulative);
          });
          return [
            ...buckets,
            sample(`${name}_sum`, labels, sum),
            sample(`${name}_count`, labels, cumulative),
          ];
        }),
      ].join('\n'),
  };
}

/** Labels as they are written, the key of a series: `method="GET",status="200"`. */
export function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(',');
}

function head(name: string, help: string, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function sample(name: string, labels: string, value: number): string {
  return `${name}${labels === '' ? '' : `{${labels}}`} ${value}`;
}

function joined(labels: string, label: string): string {
  return labels === '' ? label : `${labels},${label}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
