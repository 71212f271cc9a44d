import fc from 'fast-check';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What is put in the place of something. */
type Change =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'gone' | 'twice' | 'negative' | 'huge' | 'renamed' };

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Change>({ kind: 'gone' }, { kind: 'twice' }, { kind: 'renamed' }) },
  { weight: 2, arbitrary: fc.constantFrom<Change>({ kind: 'negative' }, { kind: 'huge' }) },
  fc
    .oneof(
      fc.constantFrom<Json>(null, true, 0, -1, 0.5, 1e308, -1e308, 5e-324, '', 'x', [], {}, 'max', 'none'),
      fc.constantFrom<Json>(
        '../../x',
        '__proto__',
        'constructor',
        '2026-02-30',
        '0001-01-01',
        '9999-12-31',
        '\u001b[2J',
      ),
    )
    .map((value): Change => ({ kind: 'value', value })),
);

/** A way from the root of a document to somewhere in it, and what happens there. */
export interface OddPlace {
  readonly way: readonly number[];
  readonly change: Change;
}

export const oddPlace: fc.Arbitrary<OddPlace> = fc.record({
  way: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  change,
});

/** A document that differs in one place from what it was. */
export function changedAt(document: Json, { way, change }: OddPlace): Json {
  const [step = 0, ...rest] = way;
  if (typeof document !== 'object' || document === null) return replaced(document, change)[0] ?? null;
  const entries = Object.entries(document);
  const place = entries.length === 0 ? -1 : step % entries.length;
  const changed = entries.flatMap(([name, value], i): [string, Json][] => {
    if (i !== place) return [[name, value]];
    if (rest.length > 0 && typeof value === 'object' && value !== null) {
      return [[name, changedAt(value, { way: rest, change })]];
    }
    return replaced(value, change).map((each, j) => [
      change.kind === 'renamed' || j > 0 ? `${name}_` : name,
      each,
    ]);
  });
  return Array.isArray(document) ? changed.map(([, value]) => value) : Object.fromEntries(changed);
}

function replaced(value: Json, change: Change): readonly Json[] {
  switch (change.kind) {
    case 'value':
      return [change.value];
    case 'gone':
      return [];
    case 'twice':
      return [value, value];
    case 'renamed':
      return [value];
    case 'negative':
      return [typeof value === 'number' ? -value : null];
    case 'huge':
      return [typeof value === 'number' ? value * 1e300 : null];
  }
}
