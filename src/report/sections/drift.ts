import type { ReportData } from '../../pipeline/make-report.ts';
import { driftNotes, driftTable } from '../../presentation/monitor-sentences.ts';
import type { Section } from '../document.ts';

/** How far its features have moved since its training. */
export function driftSection({ run, drift }: ReportData): Section {
  return {
    title: 'Drift since the training',
    blocks: [
      ...(drift.recent === undefined ? [] : [{ kind: 'table', table: driftTable(drift) } as const]),
      { kind: 'list', items: driftNotes(drift, run) },
    ],
  };
}
