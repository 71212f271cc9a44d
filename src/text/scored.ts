import type { Scored } from '../training/score-forecasts.ts';
import { evaluationVerdict, judgementLines } from './evaluated.ts';
import { formatInteger, plural } from './format.ts';
import { sourceInWords } from './sentences.ts';
import { targetInWords } from './target-words.ts';

/** What forecasts made elsewhere came to, the verdict first. */
export function scoredText(score: Scored): string {
  const { rows, dates } = score;
  return [
    evaluationVerdict(score),
    '',
    `Forecasts   ${score.file}: ${plural(rows.forecasts, 'row')}, ${formatInteger(rows.evaluated)} evaluated, ${dates.firstEvaluated} to ${dates.lastEvaluated}`,
    ...oddLines(rows),
    `Market      ${score.coin} in ${score.vsCurrency}, from ${sourceInWords(score.source)}`,
    `Target      ${targetInWords({ target: score.target, delay: 0 })}`,
    '',
    ...judgementLines(score),
  ].join('\n');
}

function oddLines({ duplicates, misdated, withoutOutcome, gaps, hard }: Scored['rows']): readonly string[] {
  const odd = [
    duplicates > 0 && `${plural(duplicates, 'row')} of a date that had one: the first counts`,
    misdated > 0 && `${plural(misdated, 'row')} not of the day after their date: left out`,
    withoutOutcome > 0 && `${plural(withoutOutcome, 'forecast')} without an outcome yet`,
    gaps > 0 && `${plural(gaps, 'date')} between without a forecast`,
    hard > 0 && `${plural(hard, 'forecast')} of exactly 0 or 1, taken as 1e-15 from it`,
  ];
  return odd.flatMap((line) => (line === false ? [] : [`! ${line}`]));
}
