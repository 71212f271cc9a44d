/**
 * A search whose answer for each key is kept, and who asks meanwhile waits for the same. What failed is searched again
 * when it is next asked for: it may have passed.
 */
export function keptByKey<Key extends object, Found>(
  find: (key: Key) => Promise<Found>,
): (key: Key) => Promise<Found> {
  const known = new WeakMap<Key, Promise<Found>>();
  return (key) => {
    const kept = known.get(key);
    if (kept) return kept;
    const found = find(key);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  };
}
