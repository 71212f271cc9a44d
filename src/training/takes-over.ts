import type { TrainedRun } from '../run.ts';

/** Fewer rows than this teach a model nothing that another day could rely on. */
export const FEWEST_ROWS = 30;

/** Why a run that was just trained should not replace the one in use. */
export type Doubt = 'not_converged' | 'worse_than_baseline' | 'few_rows';

/** What speaks against a run: nothing where it may take over. */
export function doubtsAbout({ fit, verdict, data }: TrainedRun): readonly Doubt[] {
  return [
    ...(fit.outcome === 'converged' ? [] : (['not_converged'] as const)),
    ...(verdict === 'worse_than_baseline' ? (['worse_than_baseline'] as const) : []),
    ...(data.rows.train < FEWEST_ROWS ? (['few_rows'] as const) : []),
  ];
}
