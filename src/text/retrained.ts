import type { CarriedEvidence, Decision } from '../results/decision.ts';
import { REPLACING_E_VALUE } from '../training/challenge.ts';
import type { Retrained } from '../training/retrain.ts';
import { formatFixed, plural } from './format.ts';
import { marketFlags } from './market-flags.ts';
import { standingLine } from './standing.ts';
import { renderTable } from './table.ts';

/** What a retraining came to, for people. */
export function retrainedText({ decision, training, dryRun, standing }: Retrained): string {
  const { comparison } = decision;
  const { data, model } = training.run;
  return [
    `${dryRun ? 'Dry run: ' : ''}${decisionLine(decision)}`,
    '',
    `Challenger  ${plural(data.rows.train, 'training row')}, days ${data.from} to ${data.to}`,
    ...(comparison ? ['', comparisonTable(comparison)] : []),
    '',
    ...(standing ? [standingLine(standing, 'the challenger')] : []),
    `Next        crypto-predict ${nextCommand(decision)} ${marketFlags({ ...model, ...data })}`,
  ].join('\n');
}

function nextCommand({ outcome, after }: Decision): string {
  if (outcome === 'kept') return 'monitor';
  return after === null ? 'retrain' : 'predict';
}

/** What was decided, and then why. */
export function decisionLine({ outcome, before, after, evidence }: Decision): string {
  const why = evidence == null ? 'no new row to compare it on' : evidenceInWords(evidence);
  const challenger = after === null ? 'The challenger' : `The challenger, ${after},`;
  switch (outcome) {
    case 'first':
      return after === null
        ? `${challenger} would be put in use. No run is in use.`
        : `${challenger} is now in use. No run was in use before.`;
    case 'replaced':
      return `${challenger} ${after === null ? 'would replace' : 'replaces'} ${before}. It is better: ${why}.`;
    case 'kept':
      return `${before} stays in use. The challenger is not shown to be better: ${why}.`;
  }
}

function evidenceInWords(evidence: CarriedEvidence): string {
  const needed = `${REPLACING_E_VALUE} needed`;
  return `evidence ${formatEvidence(evidence)} (${needed}) from ${plural(evidence.rows, 'row')} since ${evidence.from}`;
}

/** An e-value in few characters. */
function formatEvidence({ logEValue: logarithm }: CarriedEvidence): string {
  if (logarithm >= Math.log(1000)) return 'over 1,000';
  return logarithm < Math.log(0.01) ? 'under 0.01' : formatFixed(Math.exp(logarithm), 2);
}

/** The newest decisions, for people. */
export function decisionsText(decisions: readonly Decision[]): string {
  return [
    'Decisions of retrain, newest first',
    ...decisions
      .toReversed()
      .map(
        (decision) =>
          `  ${decision.decidedAt.slice(0, 16).replace('T', ' ')}  ${decision.coin}: ${decisionLine(decision)}`,
      ),
  ].join('\n');
}

function comparisonTable({
  rows,
  from,
  to,
  inUse,
  challenger,
  baseRate,
}: NonNullable<Decision['comparison']>): string {
  return renderTable({
    head: [`On ${plural(rows, 'new row')}, ${from} to ${to}`, 'log loss'],
    rows: [
      ['in use', formatFixed(inUse)],
      ['challenger', formatFixed(challenger)],
      ['base rate', formatFixed(baseRate)],
    ],
  });
}
