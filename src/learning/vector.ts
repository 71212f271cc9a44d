/** A column of numbers. */
export type Vector = readonly number[];

/**
 * The value at an index.
 *
 * @throws {RangeError} where there is none: a wrong index is an error, never a number
 */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`there is no value at ${index} of ${values.length}`);
  return value;
}

/** x·y */
export function dot(x: Vector, y: Vector): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] ?? 0) * (y[i] ?? 0);
  return sum;
}

/** x + factor·y */
export function plus(x: Vector, factor: number, y: Vector): Vector {
  return x.map((value, i) => value + factor * (y[i] ?? 0));
}

/** max |xᵢ| */
export function largestMagnitude(x: Vector): number {
  return x.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
