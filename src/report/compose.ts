import { describeCoin } from '../market-data/coins.ts';
import { evaluationVerdict, highAccuracyWarnings } from '../text/evaluated.ts';
import type { ReportDocument } from './document.ts';
import type { ReportData } from './make-report.ts';
import { dataSection } from './sections/data.ts';
import { driftSection } from './sections/drift.ts';
import { limitsSection } from './sections/limits.ts';
import { settingsSection } from './sections/settings.ts';
import { modelSection, testSection } from './sections/training.ts';
import { tradingSections, walkForwardSection } from './sections/walk-forward.ts';

/** The technical report of a run, in the order a reader asks: is it any good, on what, how, and what is left open. */
export function composeReport(data: ReportData, versions: Readonly<Record<string, string>>): ReportDocument {
  const { run, evaluation } = data;
  const { name, symbol } = describeCoin(run.model.coin);
  return {
    title: `Will ${name} (${symbol}) be higher tomorrow? A model and what it is worth`,
    summary: [
      evaluationVerdict(evaluation),
      `Run ${run.id}: logistic regression on the feature set ${run.settings.featureSet}, trained ${run.createdAt.slice(0, 10)}, reported ${data.writtenAt.slice(0, 10)}.`,
      ...highAccuracyWarnings(evaluation),
    ],
    sections: [
      walkForwardSection(data),
      ...tradingSections(data),
      testSection(data),
      dataSection(data),
      modelSection(data),
      driftSection(data),
      settingsSection(data, versions),
      limitsSection(data),
    ],
  };
}
