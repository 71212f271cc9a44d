/** What a file is that is no text, by its first bytes, and what to do about it. */
export interface Kind {
  readonly what: string;
  readonly hint: string;
}

const EXPORT = 'export its table as CSV, and name that file';
const beginnings: readonly (readonly [beginning: string | readonly number[], kind: Kind])[] = [
  ['%PDF', { what: 'is a PDF', hint: EXPORT }],
  [[0xd0, 0xcf, 0x11, 0xe0], { what: 'is an Excel workbook of the old kind (xls)', hint: EXPORT }],
  ['PAR1', { what: 'is a Parquet file', hint: EXPORT }],
  ['ARROW1', { what: 'is a Feather file', hint: EXPORT }],
  ['SQLite format 3', { what: 'is an SQLite database', hint: EXPORT }],
  [[0x89, 0x48, 0x44, 0x46], { what: 'is an HDF5 file', hint: EXPORT }],
  [[0x80, 0x02], { what: 'is a pickle of Python', hint: EXPORT }],
  [[0x80, 0x03], { what: 'is a pickle of Python', hint: EXPORT }],
  [[0x80, 0x04], { what: 'is a pickle of Python', hint: EXPORT }],
  [[0x80, 0x05], { what: 'is a pickle of Python', hint: EXPORT }],
  [[0x89, 0x50, 0x4e, 0x47], { what: 'is a picture (PNG)', hint: 'name a table of prices' }],
  [[0xff, 0xd8, 0xff], { what: 'is a picture (JPEG)', hint: 'name a table of prices' }],
  ['BZh', { what: 'is packed with bzip2', hint: 'unpack it first' }],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], { what: 'is packed with xz', hint: 'unpack it first' }],
  [[0x28, 0xb5, 0x2f, 0xfd], { what: 'is packed with zstd', hint: 'unpack it first' }],
  [[0x37, 0x7a, 0xbc, 0xaf], { what: 'is a 7z archive', hint: 'unpack it first' }],
  ['Rar!', { what: 'is a RAR archive', hint: 'unpack it first' }],
  [[0xff, 0xfe], { what: 'is text in UTF-16', hint: 'save it in UTF-8' }],
  [[0xfe, 0xff], { what: 'is text in UTF-16', hint: 'save it in UTF-8' }],
  [
    'version https://git-lfs',
    { what: 'is a pointer of Git LFS, not the file itself', hint: 'download the file' },
  ],
];

/** What the first bytes say a file is; undefined where it may be text. */
export function kindOf(bytes: Buffer): Kind | undefined {
  for (const [beginning, kind] of beginnings) {
    if (bytes.subarray(0, beginning.length).equals(Buffer.from(beginning))) return kind;
  }
  if (/^(?:\uFEFF)?\s*<(?:!doctype|html|\?xml)/i.test(bytes.toString('utf8', 0, 200))) {
    return { what: 'is a web page or XML', hint: 'download the table itself, as CSV' };
  }
  return looksLikeUtf16(bytes) ? { what: 'is text in UTF-16', hint: 'save it in UTF-8' } : undefined;
}

/** Every other byte of UTF-16 in Latin letters is 0. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 64);
  if (head.length < 8) return false;
  const zeros = [0, 1].map((offset) => head.filter((byte, i) => i % 2 === offset && byte === 0).length);
  return zeros.some((count) => count >= head.length / 2 - 1) && zeros.some((count) => count === 0);
}
