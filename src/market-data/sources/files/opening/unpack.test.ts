import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../testing/context.ts';
import { readText } from '../testing/read-text.ts';

const TABLE = 'date,price\n2024-01-01,1\n2024-01-02,2\n';

/** A zip of files that are stored as they are, as Python writes it. */
async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const folder = await temporaryFolder();
  const names = Object.keys(files);
  for (const name of names) await writeFile(join(folder, name), files[name] ?? '');
  execFileSync('python3', ['-m', 'zipfile', '-c', 'all.zip', ...names], { cwd: folder });
  return readFileSync(join(folder, 'all.zip'));
}

describe('what is packed', () => {
  test('is read as what is inside', async () => {
    expect((await readText(gzipSync(TABLE))).observations).toHaveLength(2);
    expect((await readText(await zipOf({ 'a.csv': TABLE }))).observations).toHaveLength(2);
  });

  test.each([
    ['several files', { 'a.csv': TABLE, 'b.csv': TABLE }, /is a zip of several files \(a\.csv, b\.csv\)/],
    ['a workbook', { '[Content_Types].xml': '<Types/>', 'sheet.xml': 'x' }, /is an Excel workbook \(xlsx\)/],
    ['a PDF', { 'a.pdf': '%PDF-1.4' }, /is a PDF/],
  ])('as a zip of %s is refused', async (_, files, message) => {
    await expect(readText(await zipOf(files))).rejects.toThrow(message);
  });

  test('and damaged is called so', async () => {
    const packed = gzipSync(TABLE.repeat(1000));
    await expect(readText(packed.subarray(0, 60))).rejects.toThrow(/is damaged gzip/);
    const zip = await zipOf({ 'a.csv': TABLE });
    await expect(readText(zip.subarray(0, zip.length - 30))).rejects.toThrow(/is a damaged zip/);
  });

  test('and swells without an end is refused, whatever it swells to', async () => {
    for (const [text, message] of [
      ['\0', /is not text/],
      [' ', /is longer than 256 KiB/],
      ['"', /quote|longer/],
    ] as const) {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, text));
      const before = process.memoryUsage().rss;
      await expect(readText(bomb)).rejects.toThrow(message);
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
    }
  });
});
