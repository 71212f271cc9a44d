#!/usr/bin/env node
// Both are read while React and chalk are loaded, so they are set before anything is.
process.env.NODE_ENV = 'production';
if (process.env.NO_COLOR) process.env.FORCE_COLOR = '0';

await import('../dist/main.js');
