/** Where values lie between the two ends of an axis. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Whether the same length is the same factor; both ends are above 0 then. */
  readonly isLogarithmic: boolean;
}

/**
 * The scale from the least to the greatest value; undefined where there is none. A flat line gets a little room.
 * Logarithmic only where all values are above 0.
 */
export function scaleOf(
  { min, max }: { readonly min: number; readonly max: number },
  isLogarithmic = false,
): Scale | undefined {
  if (min > max) return undefined;
  const magnitude = Math.max(Math.abs(min), Math.abs(max));
  const isFlat = max - min <= Math.max(magnitude * 1e-9, 1e-200);
  const margin = isFlat ? Math.max(magnitude * 1e-3, 1e-9) : 0;
  return { low: min - margin, high: max + margin, isLogarithmic: isLogarithmic && min - margin > 0 };
}

/** How far along a scale a value lies: 0 at its low end, 1 at its high end. */
export function shareOf({ low, high, isLogarithmic }: Scale, value: number): number {
  return isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}
