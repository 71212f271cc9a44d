import { printable } from '../../../text/printable.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { isRunInUse, type RunsState } from './state.ts';

/** A run by its id, whether it is in use, and what somebody has called it. */
export function nameOf(runs: RunsState, run: SavedRun): string {
  return `${run.id}${isRunInUse(runs, run) ? '  ● in use' : ''}${noteOf(run)}`;
}

/** `returns, l2 50`: the feature set of a run, and the settings in which it differs from others. */
export function recipeOf({ settings }: SavedRun, differing: string): string {
  return [settings.featureSet, differing].filter(Boolean).join(', ');
}

/** What somebody has called a run, behind its name. */
export function noteOf({ note }: SavedRun): string {
  return note === undefined ? '' : `: ${printable(note)}`;
}
