import { giveWay } from '../workers/give-way.ts';
import { serve } from '../workers/serve.ts';
import { trainAndSave } from './train-and-save.ts';
import { contextOf, type TrainingJob } from './training-job.ts';

/** A training on a thread of its own, for a session whose keys must not wait. */
giveWay();
serve(
  (job: TrainingJob, signal) => trainAndSave(job.request, job.settings, contextOf(job, signal)),
  ({ kind }) => kind === 'training',
);
