import type { BuildOptions, BuildResult } from 'esbuild';

export declare function joinChunks(
  bundled: BuildResult<{ readonly write: false; readonly metafile: true }>,
  fileOf: (chunk: string) => string,
  output: BuildOptions,
): Promise<BuildResult>;
