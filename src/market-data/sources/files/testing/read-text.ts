import { Readable } from 'node:stream';
import { type ChartFile, type ChartFileRequest, readFile } from '../chart-file.ts';

/** Reads a text, or bytes, as if it came from stdin. */
export function readText(
  content: string | Uint8Array,
  request: Omit<Partial<ChartFileRequest>, 'file' | 'stdin'> = {},
): Promise<ChartFile> {
  const stdin = () => Readable.from([Buffer.from(content)]);
  return readFile({ vsCurrency: 'usd', now: new Date('2026-06-01T12:00:00Z'), ...request, file: '-', stdin });
}
