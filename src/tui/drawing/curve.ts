import type { CurvePoint } from '../../run.ts';

export interface CurveRequest {
  readonly width: number;
  /** The epoch at the right edge. */
  readonly last: number;
  readonly isLogarithmic: boolean;
}

/** The epoch at each column, from 1 to the last one. */
export function epochsAt({ width, last, isLogarithmic }: CurveRequest): readonly number[] {
  return Array.from({ length: width }, (_, x) => {
    const share = width > 1 ? x / (width - 1) : 1;
    return isLogarithmic ? last ** share : 1 + share * (last - 1);
  });
}

/** A loss at each column: the newest known at its epoch, NaN after the newest of all. */
export function curveAt(
  curve: readonly CurvePoint[],
  loss: 'train' | 'test',
  request: CurveRequest,
): readonly number[] {
  const newest = curve.at(-1)?.epoch ?? 0;
  let next = 0;
  return epochsAt(request).map((epoch) => {
    while (next < curve.length && (curve[next]?.epoch ?? 0) <= epoch) next += 1;
    return epoch > newest + 0.5 ? Number.NaN : (curve[Math.max(0, next - 1)]?.[loss] ?? Number.NaN);
  });
}
