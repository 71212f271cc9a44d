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
    duplicates > 0 && `${plural(duplicates, 'row')} left out: a date counts once, by its first row`,
    misdated > 0 && `${plural(misdated, 'row')} left out: as_of and for are not a day apart`,
    withoutOutcome > 0 && `${plural(withoutOutcome, 'forecast')} left out: no outcome yet`,
    gaps > 0 && `${plural(gaps, 'date')} in between without a forecast`,
    hard > 0 && `${plural(hard, 'forecast')} of exactly 0 or 1, moved by 1e-15`,
  ];
  return odd.flatMap((line) => (line === false ? [] : [`! ${line}`]));
}
