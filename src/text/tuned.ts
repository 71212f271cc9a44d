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

/**
 * What a search came to, for people: what choosing was worth on days it had not seen, its choice, the best it tried.
 */
export function tunedText(tuned: TunedOutcome, standing: Standing): string {
  const next = `crypto-predict train ${marketFlags(tuned)} ${recipeFlags(tuned.choice)}`;
  return [
    searchText(tuned),
    '',
    standingLine(standing, 'the choice'),
    `Next        ${next}`,
    '            The choice has seen all of these days. Only days to come can judge it.',
  ].join('\n');
}

/** The flags that train by a recipe. */
function recipeFlags({ featureSet, l2, trainWindow }: Recipe): string {
  const window = trainWindow === null ? '' : ` --window ${trainWindow}`;
  return `--feature-set ${featureSet} --l2 ${l2}${window}`;
}

/** The same without the command that goes on from there. */
export function searchText(tuned: TunedOutcome): string {
  const { coin, vsCurrency, source, choice, standard, tried, outer, changes, recipesUsed } = tuned;
  return [
    `${verdictOf(outer.gain)} over ${plural(outer.days, 'day')} that no choice had seen.`,
    '',
    `Choice      ${recipeInWords(choice)}`,
    `Default     ${recipeInWords(standard)}`,
    `Gain        ${figuresOf(outer.gain, 'the default')}`,
    `Skill       ${figuresOf(outer.skill, 'the base rate')}`,
    `Tried       ${plural(tried.length, 'recipe')} on ${coin} in ${vsCurrency}, from ${sourceInWords(source)}`,
    '',
    renderTable({
      head: [`On ${plural(outer.days, 'day')} no choice had seen`, 'log loss'],
      rows: [
        [
          `chosen anew: ${plural(recipesUsed, 'recipe')}, ${plural(changes.length - 1, 'change')}`,
          formatFixed(outer.tunedLogLoss),
        ],
        ['default', formatFixed(outer.standardLogLoss)],
        ['base rate', formatFixed(outer.baseRateLogLoss)],
      ],
    }),
    '',
    renderTable({
      head: ['Best on days the choice has seen', 'l2', 'window', 'log loss'],
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

function verdictOf({ pValue }: Skill): string {
  if (pValue !== null && pValue < 0.05) return 'Choosing was better than the default';
  if (pValue !== null && pValue > 0.95) return 'Choosing was worse than the default';
  return 'Choosing is not shown to be better than the default';
}

function figuresOf({ logLossSkill, interval, pValue }: Skill, beside: string): string {
  return `${formatSigned(logLossSkill, 4)} against ${beside} (95 %: ${formatSkillInterval(interval)}, ${formatPValue(pValue)})`;
}
