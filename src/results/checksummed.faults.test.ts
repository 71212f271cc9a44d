import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { decodeDocument, encodeDocument, sha256 } from './checksummed.ts';

const kind = {
  name: 'note',
  version: 2,
  remedy: 'write it again',
  schema: v.object({ words: v.array(v.string()), weight: v.pipe(v.number(), v.finite()) }),
};
const body = fc.record({
  words: fc.array(fc.string({ unit: 'grapheme' })),
  weight: fc.double({ noNaN: true, noDefaultInfinity: true }).map((weight) => weight + 0),
});
const bytesOf = (text: string) => Buffer.from(text, 'utf8');
const decode = (bytes: Uint8Array) => decodeDocument(bytes, 'notes/a.json', kind);

/** A text with a checksum that is right, whatever it says. */
function sealed(blank: string): Buffer {
  return bytesOf(blank.replace('0'.repeat(64), sha256(blank)));
}

describe('a document', () => {
  test('reads back as it was written, with any indentation', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(0, 2), (content, indent) => {
        expect(decode(bytesOf(encodeDocument(2, content, indent)))).toEqual(content);
      }),
    );
  });

  test('row 32: a document cut at every byte → refused by checksum', () => {
    const bytes = bytesOf(encodeDocument(2, { words: ['one', 'zwölf'], weight: 1.5 }, 2));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decode(bytes.subarray(0, length))).toThrow(/^notes\/a\.json is damaged/);
    }
  });

  test('row 32: a document with every bit flipped in turn → refused by checksum', () => {
    const bytes = bytesOf(encodeDocument(2, { words: ['one', 'zwölf'], weight: 1.5 }));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => decode(flipped)).toThrow(InputError);
    }
  });

  test('row 32: a document with anything after it → refused by checksum', () => {
    const text = encodeDocument(2, { words: [], weight: 0 });
    expect(() => decode(bytesOf(`${text} `))).toThrow(/checksum/);
  });

  test('row 33: a document of a newer schema_version → says to upgrade', () => {
    expect(() => decode(bytesOf(encodeDocument(3, { words: [], weight: 0 })))).toThrow(
      /newer version \(schema 3/,
    );
  });

  test.each([
    ['a number that is not finite', '"words": [], "weight": 1e999', /weight/],
    ['a missing field', '"words": []', /weight/],
    ['no JSON', '"words": [', /note/],
  ])('whose checksum is right but has %s is refused', (_, fields, message) => {
    const text = `{"schema_version": 2, "checksum": "${'0'.repeat(64)}", ${fields}}`;
    expect(() => decode(sealed(text))).toThrow(message);
  });
});
