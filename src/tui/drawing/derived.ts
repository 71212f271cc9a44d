/** What is made of a value that never changes, made once as long as the value is held. */
export function derived<Source extends object, Value extends object>(
  make: (source: Source) => Value,
): (source: Source) => Value {
  const known = new WeakMap<Source, Value>();
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before;
    const value = make(source);
    known.set(source, value);
    return value;
  };
}
