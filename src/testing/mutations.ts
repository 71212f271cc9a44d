import fc from 'fast-check';

type Mutation = (bytes: Buffer) => Buffer;

/** A position in bytes of any length, and how far from there. */
const place = fc.record({ at: fc.nat(), length: fc.integer({ min: 1, max: 80 }) });
const spans = place.map(({ at, length }) => (bytes: Buffer) => {
  const start = at % (bytes.length + 1);
  return { before: bytes.subarray(0, start), span: bytes.subarray(start, start + length), start };
});

/** What is likely to be taken for something else. */
const tokens = fc.constantFrom(
  ...[
    '',
    ' ',
    '\n',
    '\r\n',
    '\t',
    ',',
    ';',
    ':',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '-',
    '.',
    '0',
    '\0',
    '\uFEFF',
  ],
  ...['NaN', 'Infinity', '-Infinity', 'null', 'true', 'undefined', '1e999', '-1e308', '5e-324', '-0', '1,5'],
  ...['0x10', '9007199254740993', '__proto__', 'constructor', '2024-02-30', '0000-00-00', '=1+1', '\u202e'],
);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(7)).map(
    ([at, bit]): Mutation =>
      (bytes) => {
        const flipped = Buffer.from(bytes);
        if (flipped.length > 0)
          flipped[at % flipped.length] = (flipped[at % flipped.length] ?? 0) ^ (1 << bit);
        return flipped;
      },
  ),
  spans.map(
    (cut): Mutation =>
      (bytes) =>
        cut(bytes).before,
  ),
  spans.map(
    (cut): Mutation =>
      (bytes) => {
        const { before, span, start } = cut(bytes);
        return Buffer.concat([before, bytes.subarray(start + span.length)]);
      },
  ),
  spans.map(
    (cut): Mutation =>
      (bytes) => {
        const { before, span, start } = cut(bytes);
        return Buffer.concat([before, span, bytes.subarray(start)]);
      },
  ),
  fc.tuple(spans, spans).map(
    ([cut, other]): Mutation =>
      (bytes) => {
        const { before, span, start } = cut(bytes);
        return Buffer.concat([before, other(bytes).span, bytes.subarray(start + span.length)]);
      },
  ),
  fc.tuple(spans, fc.oneof(tokens, fc.string({ unit: 'binary', maxLength: 8 }))).map(
    ([cut, text]): Mutation =>
      (bytes) => {
        const { before, start } = cut(bytes);
        return Buffer.concat([before, Buffer.from(text), bytes.subarray(start)]);
      },
  ),
);

/** How a text may be written that is no plain UTF-8. */
const encoding: fc.Arbitrary<Mutation> = fc.constantFrom<Mutation>(
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')]),
  (bytes) => Buffer.concat([Buffer.from('\uFEFF'), bytes]),
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n')),
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r')),
);

/** A text as bytes: some as they are, most changed here and there, some in another encoding. */
export function mutated(original: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const mutations = fc.oneof(
    { weight: 8, arbitrary: fc.array(mutation, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.tuple(encoding) },
  );
  return fc
    .tuple(original, mutations)
    .map(([text, changes]) =>
      legible(changes.reduce<Buffer>((changed, change) => change(changed), Buffer.from(text))),
    );
}

/** Bytes that a counterexample shows as text. */
export function legible(bytes: Buffer): Buffer {
  return Object.assign(bytes, { [fc.toStringMethod]: () => JSON.stringify(bytes.toString('utf8')) });
}
