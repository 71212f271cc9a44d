import { at } from '../../learning/vector.ts';

/** A place in a list, kept inside it. */
export function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}

/** What stands beside a value in a list that goes round. */
export function neighbour<Value>(values: readonly Value[], value: Value, by: 1 | -1): Value {
  return at(values, (values.indexOf(value) + by + values.length) % values.length);
}
