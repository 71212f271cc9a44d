import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Makes dist/types/: the declarations of the library, for TypeScript. They need no package's types. */
const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'));
const kept = [
  'target',
  'lib',
  'module',
  'moduleResolution',
  'strict',
  'exactOptionalPropertyTypes',
  'skipLibCheck',
  'types',
];
const flags = kept.flatMap((name) => [`--${name}`, String(compilerOptions[name])]);
const own = [
  '--declaration',
  '--emitDeclarationOnly',
  '--allowImportingTsExtensions',
  '--outDir',
  'dist/types',
];
execFileSync('npx', ['tsc', 'src/library.ts', '--ignoreConfig', ...own, ...flags], { stdio: 'inherit' });
