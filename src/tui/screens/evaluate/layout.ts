import { at } from '../../../learning/vector.ts';
import {
  backtestTable,
  convergenceWarnings,
  evaluationVerdict,
  highAccuracyWarnings,
} from '../../../text/evaluated.ts';
import {
  accuracySentence,
  equitySentence,
  pValueInWords,
  skillSentence,
} from '../../../text/evaluation-views.ts';
import { metricsTable } from '../../../text/metrics-table.ts';
import { sentenceOf } from '../../../text/sentences.ts';
import { standingInWords } from '../../../text/standing.ts';
import type { KeptEvaluation } from '../../../training/find-evaluation.ts';
import { type Line, type Tone, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import { verdictTone } from '../../theme.ts';
import { type EvaluateState, type EvaluateView, evaluateViews, evaluationOf } from './state.ts';

/** The rows beside what a view shows: the feature sets, the tabs, and a message. */
const ROWS_AROUND = 3;
const WHOLE_ROWS = 32;

interface Sentence {
  readonly text: string;
  readonly tone?: Tone;
}

/**
 * What an evaluation says, the most important first: apart where there is room, else a line each, else one after
 * another, as many whole sentences as fit.
 */
export function verdictLines(
  kept: KeptEvaluation,
  { width, height }: Pick<Viewport, 'width' | 'height'>,
): readonly Line[] {
  const { summary, whole } = kept;
  const first: readonly Sentence[] = [
    { text: evaluationVerdict(summary), tone: verdictTone(summary.verdict) },
    ...[...highAccuracyWarnings(summary), ...convergenceWarnings(summary)].map(
      (warning): Sentence => ({ text: `! ${warning}`, tone: 'warning' }),
    ),
  ];
  const others: readonly Sentence[] = [
    { text: pValueInWords(summary.skill.pValue) },
    ...ledgerSentences(kept).map((text) => ({ text })),
    { text: skillSentence(summary) },
    { text: accuracySentence(whole ?? summary) },
    { text: equitySentence(summary) },
    { text: madeSentence(kept), tone: 'quiet' },
  ];
  const linesOf = ({ text, tone = 'plain' }: Sentence) =>
    wrap(text, width).map((line): Line => [{ text: line, tone }]);
  const each = [...first, ...others].map(linesOf);
  const running = [...others.keys(), others.length].toReversed().map((so) => {
    const text = others
      .slice(0, so)
      .map((sentence) => sentence.text)
      .join(' ');
    return [...first.flatMap(linesOf), ...linesOf({ text })];
  });
  const layouts = [each.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines])), each.flat(), ...running];
  return layouts.find(({ length }) => length <= height) ?? at(running, running.length - 1).slice(0, height);
}

/**
 * What the p-value is worth among those of all recipes tried: as of now where that was read, else as it was entered.
 */
function ledgerSentences({ summary, whole, standing }: KeptEvaluation): readonly string[] {
  const ledger = standing ?? whole?.ledger;
  if (ledger === undefined) return [];
  const { coin, target, skill } = summary;
  const tried = { coins: [coin], target, pValue: skill.pValue };
  return [`${sentenceOf(standingInWords(tried, ledger))}.`];
}

function madeSentence({ summary: { evaluatedAt, from, to }, whole }: KeptEvaluation): string {
  const made = `Walked on ${evaluatedAt.slice(0, 10)} through ${from} to ${to}.`;
  return whole === undefined ? `${made} Its curves were not kept: Enter walks again.` : made;
}

/** Whether both tables of an evaluation fit below its sentences. */
export function showsFigures(kept: KeptEvaluation, viewport: Pick<Viewport, 'width' | 'height'>): boolean {
  const { summary, whole } = kept;
  const { backtest } = summary;
  const tables = [metricsTable(whole ?? summary), ...(backtest ? [backtestTable(backtest)] : [])];
  const rows = tables.reduce((sum, table) => sum + table.rows.length + 2, 0);
  return verdictLines(kept, viewport).length + rows <= viewport.height;
}

/** Whether all views but the search are shown at once. */
export function isShownWhole(evaluate: EvaluateState, { kind, height }: Viewport): boolean {
  return evaluationOf(evaluate)?.whole !== undefined && kind === 'wide' && height >= WHOLE_ROWS;
}

/** The views that there is something to show in. A larger window shows more at once, and nothing less. */
export function viewsOf(evaluate: EvaluateState, viewport: Viewport): readonly EvaluateView[] {
  const kept = evaluationOf(evaluate);
  const inside = { ...viewport, height: viewport.height - ROWS_AROUND };
  const isWhole = isShownWhole(evaluate, viewport);
  return evaluateViews.filter((view) => {
    if (view === 'verdict') return true;
    if (view === 'search') return evaluate.tuned !== undefined;
    if (kept === undefined) return false;
    if (view === 'figures') return isWhole || !showsFigures(kept, inside);
    if (view === 'equity') return kept.whole?.backtest != null;
    return kept.whole !== undefined;
  });
}

/** The view that is shown, where the one that was chosen has nothing to show. */
export function viewShown(evaluate: EvaluateState, viewport: Viewport): EvaluateView {
  return viewsOf(evaluate, viewport).includes(evaluate.view) ? evaluate.view : 'verdict';
}
