import type { Skill } from '../evaluation/skill.ts';
import type { Recipe, TunedOutcome } from '../training/tune.ts';
import {
  formatFixed,
  formatInteger,
  formatPValue,
  formatSigned,
  formatSkillInterval,
  plural,
} from './format.ts';
import { marketFlags } from './market-flags.ts';
import { sourceInWords } from './sentences.ts';
import { type Standing, standingLine } from './standing.ts';
import { renderTable } from './table.ts';

const SHOWN = 5;

/** What a search came to, for people: what choosing was worth on days it had not seen, its choice, the best it tried. */
export function tunedText(tuned: TunedOutcome, standing: Standing): string {
  const next = `crypto-predict train ${marketFlags(tuned)} ${recipeFlags(tuned.choice)}`;
  return [
    searchText(tuned),
    '',
    standingLine(standing, 'its choice'),
    `Next        ${next}`,
    '            Its choice has seen all of these days: only days to come can judge it.',
  ].join('\n');
}

/** The flags that train by a recipe. */
function recipeFlags({ featureSet, l2, trainWindow }: Recipe): string {
  const window = trainWindow === null ? '' : ` --window ${trainWindow}`;
  return `--feature-set ${featureSet} --l2 ${l2}${window}`;
}

/** The same without the command that goes on from there. */
export function searchText({
  coin,
  vsCurrency,
  source,
  choice,
  standard,
  tried,
  outer,
  changes,
  recipesUsed,
}: TunedOutcome): string {
  return [
    `${coin} in ${vsCurrency}, from ${sourceInWords(source)}: ${plural(tried.length, 'recipe')} tried`,
    '',
    `Choosing    ${gainInWords(outer.gain)}`,
    `Skill       ${skillInWords(outer.skill)} against the base rate`,
    `Choice      ${recipeInWords(choice)}`,
    `Default     ${recipeInWords(standard)}`,
    '',
    renderTable({
      head: [`On ${plural(outer.days, 'day')} no choice had seen`, 'log loss'],
      rows: [
        [
          `chosen as time went by: ${plural(recipesUsed, 'recipe')}, ${plural(changes.length - 1, 'change')}`,
          formatFixed(outer.tunedLogLoss),
        ],
        ['default', formatFixed(outer.standardLogLoss)],
        ['base rate', formatFixed(outer.baseRateLogLoss)],
      ],
    }),
    '',
    renderTable({
      head: ['Best of all days, seen by the choice', 'l2', 'window', 'log loss'],
      rows: tried
        .slice(0, SHOWN)
        .map(({ featureSet, l2, trainWindow, logLoss }) => [
          featureSet,
          String(l2),
          windowInWords(trainWindow),
          formatFixed(logLoss, 5),
        ]),
    }),
  ].join('\n');
}

function recipeInWords({ featureSet, l2, trainWindow }: Recipe): string {
  return `feature set ${featureSet}, l2 ${l2}, trained on ${trainWindow === null ? 'all rows' : `the newest ${formatInteger(trainWindow)} rows`}`;
}

function windowInWords(trainWindow: number | null): string {
  return trainWindow === null ? 'all' : formatInteger(trainWindow);
}

function gainInWords(gain: Skill): string {
  const isBetter = gain.pValue !== null && gain.pValue < 0.05;
  const isWorse = gain.pValue !== null && gain.pValue > 0.95;
  const verdict = isBetter
    ? 'was better than the default'
    : isWorse
      ? 'was worse than the default'
      : 'made no clear difference';
  return `${verdict}: ${skillInWords(gain)}`;
}

function skillInWords({ logLossSkill, interval, pValue }: Skill): string {
  return `${formatSigned(logLossSkill, 4)} of the log loss (95 %: ${formatSkillInterval(interval)}, ${formatPValue(pValue)})`;
}
