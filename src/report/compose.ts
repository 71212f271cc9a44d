import type { TargetName, Verdict } from '../domain.ts';
import { describeCoin } from '../market-data/coins.ts';
import { evaluationVerdict, highAccuracyWarnings } from '../text/evaluated.ts';
import { formatPValue, formatSigned, formatSkillInterval, plural } from '../text/format.ts';
import type { Evaluation } from '../training/evaluate.ts';
import type { ReportDocument } from './document.ts';
import type { ReportData } from './make-report.ts';
import { dataSection } from './sections/data.ts';
import { driftSection } from './sections/drift.ts';
import { ledgerSection, signalSections } from './sections/ledger.ts';
import { limitsSection } from './sections/limits.ts';
import { settingsSection } from './sections/settings.ts';
import { targetSection } from './sections/target.ts';
import { modelSection, testSection } from './sections/training.ts';
import { tradingSections, walkForwardSection } from './sections/walk-forward.ts';

/** The technical report of a run, in the order a reader asks: is it any good, on what, how, and what is left open. */
export function composeReport(data: ReportData, versions: Readonly<Record<string, string>>): ReportDocument {
  const { run, evaluation } = data;
  const { name, symbol } = describeCoin(run.model.coin);
  return {
    title: `${questionOf(`${name} (${symbol})`, evaluation.target)} A model and what it is worth`,
    verdict: { sentence: evaluationVerdict(evaluation), tone: tones[evaluation.verdict] },
    summary: [
      restsOn(evaluation),
      `Run ${run.id}: logistic regression on the feature set ${run.settings.featureSet}, trained ${run.createdAt.slice(0, 10)}, reported ${data.writtenAt.slice(0, 10)}.`,
      ...highAccuracyWarnings(evaluation),
    ],
    sections: [
      targetSection(data),
      walkForwardSection(data),
      ...tradingSections(data),
      ...signalSections(data),
      ledgerSection(data),
      testSection(data),
      dataSection(data),
      modelSection(data),
      driftSection(data),
      settingsSection(data, versions),
      limitsSection(data),
    ],
  };
}

const tones: Readonly<Record<Verdict, ReportDocument['verdict']['tone']>> = {
  better_than_baseline: 'good',
  no_better_than_baseline: 'open',
  worse_than_baseline: 'bad',
  too_few_rows: 'open',
};

function questionOf(coin: string, target: TargetName): string {
  switch (target) {
    case 'direction':
      return `Will ${coin} be higher tomorrow?`;
    case 'large_move':
      return `Will ${coin} make a large move tomorrow?`;
    case 'beats_bitcoin':
      return `Will ${coin} beat bitcoin tomorrow?`;
  }
}

/** The days and the tests that the verdict rests on. */
function restsOn({ rows, dates, skill, comparison, folds }: Evaluation): string {
  const { baseRate, recentBaseRate, coinFlip } = comparison.tests;
  return (
    `It rests on ${plural(rows.evaluated, 'forecast')} from ${dates.firstEvaluated} to ${dates.lastEvaluated} in ${plural(folds, 'step')}, ` +
    `skill ${formatSigned(skill.logLossSkill, 4)} (95 %: ${formatSkillInterval(skill.interval)}); ` +
    `${formatPValue(baseRate.pValue)} against the base rate, ${formatPValue(recentBaseRate.pValue)} against the recent base rate, ${formatPValue(coinFlip.pValue)} against a coin flip.`
  );
}
