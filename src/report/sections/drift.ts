import { driftNotes, driftTable } from '../../text/monitor-sentences.ts';
import type { Section } from '../document.ts';
import type { ReportData } from '../make-report.ts';

/** How far its features have moved since its training. */
export function driftSection({ run, drift }: ReportData): Section {
  return {
    title: 'Drift',
    blocks: [
      ...(drift.recent === undefined ? [] : [{ kind: 'table', table: driftTable(drift) } as const]),
      { kind: 'list', items: driftNotes(drift, run) },
    ],
  };
}
