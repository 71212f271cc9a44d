import { giveWay } from '../workers/give-way.ts';
import { serve } from '../workers/serve.ts';
import type { SignalTestJob } from './signal-test-job.ts';
import { testAndSave } from './test-and-save.ts';
import { contextOf } from './training-job.ts';

/** A test of a signal on a thread of its own, for a session whose keys must not wait. */
giveWay();
serve((job: SignalTestJob, signal) => testAndSave(job.request, contextOf(job, signal)));
