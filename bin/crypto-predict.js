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
  try {
    await import('../dist/main.js');
  } catch (error) {
    if (error.code !== 'EMFILE' && error.code !== 'ENFILE') throw error;
    process.stderr.write(
      'error: too many files are open for the program to load; raise the limit (ulimit -n)\n',
    );
    process.exitCode = 1;
  }
}
