/** A sample in ascending order: in the long loops a Float64Array, so that they see one kind of list. */
export type Sample = ArrayLike<number>;

/** How many values of a sample in ascending order are at most a bound, by halving. */
export function countAtMost(sorted: Sample, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(sorted, middle) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many values of a sample in ascending order are below a bound, by halving. */
export function countBelow(sorted: Sample, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(sorted, middle) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As `at`, which is slower, as it sees many kinds of lists: samples are where the time of drift goes. */
export function valueAt(sorted: Sample, index: number): number {
  const value = sorted[index];
  if (value === undefined) throw new RangeError(`there is no value at ${index} of ${sorted.length}`);
  return value;
}

export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** Puts a value into the first values of a list, which are in ascending order; returns how many there are now. */
export function insertSorted(values: Float64Array, count: number, value: number): number {
  const place = countBelow(values.subarray(0, count), value);
  values.copyWithin(place + 1, place, count);
  values[place] = value;
  return count + 1;
}

/** Takes a value that is in there out again, once; returns how many there are now. */
export function removeSorted(values: Float64Array, count: number, value: number): number {
  const place = countBelow(values.subarray(0, count), value);
  values.copyWithin(place, place + 1, count);
  return count - 1;
}
