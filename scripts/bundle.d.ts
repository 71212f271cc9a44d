import type { Metafile } from 'esbuild';

export interface BundledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly files: readonly string[];
  readonly bytes: number;
}

export declare function bundle(options?: { readonly write?: boolean }): Promise<Metafile>;
export declare function packagesIn(metafile: Metafile): Promise<readonly BundledPackage[]>;
