/**
 * A search whose answer for each key is kept, and who asks meanwhile waits for the same. What failed, or found nothing,
 * is searched again when it is next asked for: what was in the way may have passed.
 */
export function keptByKey<Key extends object, Found>(
  find: (key: Key) => Promise<Found | undefined>,
): (key: Key) => Promise<Found | undefined> {
  const known = new WeakMap<Key, Promise<Found | undefined>>();
  return (key) => {
    const kept = known.get(key);
    if (kept) return kept;
    const found = find(key);
    known.set(key, found);
    const forget = () => void known.delete(key);
    found.then((each) => {
      if (each === undefined) forget();
    }, forget);
    return found;
  };
}
