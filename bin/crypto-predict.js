#!/usr/bin/env node
// Both are read while React and chalk are loaded, so they are set before anything is.
process.env.NODE_ENV = 'production';
if (process.env.NO_COLOR) process.env.FORCE_COLOR = '0';

if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Known without loading the program.
  const { readFileSync } = await import('node:fs');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${version}\n`);
} else {
  await import('../dist/main.js');
}
