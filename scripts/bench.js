/** `npm run bench`: every budget beside what was measured, paired in one run. */
await import('./bench/pipeline.js');
