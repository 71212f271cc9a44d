import { rollingSentence } from '../../../text/evaluation-views.ts';
import { formatFixed, formatPercent } from '../../../text/format.ts';
import { Lines } from '../../components/lines.tsx';
import { bar } from '../../drawing/blocks.ts';
import { type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import { SkillChart } from './charts.tsx';
import type { EvaluateState } from './state.ts';

/** Steps as they arrive: how far, how long yet, and the skill until there. */
export function Walking({
  evaluate,
  viewport,
}: {
  readonly evaluate: EvaluateState;
  readonly viewport: Viewport;
}) {
  const { now, running } = evaluate;
  if (now === undefined) return <Lines lines={['', `Preparing the rows of the ${running} …`]} />;
  const left = now.done < 1 ? `~${formatFixed(now.secondsLeft, 1)} s left` : 'judging the forecasts';
  const words = `${formatPercent(now.done, 0)}, ${left}`;
  const word = '▶ walking';
  const progress: Line = [
    { text: `${word}  `, tone: 'up' },
    { text: bar(now.done, Math.max(4, viewport.width - word.length - words.length - 4)), tone: 'accent' },
    { text: `  ${words}` },
  ];
  const step = `${now.featureSet}, step ${now.fold} of ${now.folds}`;
  const isSearch = running === 'search';
  const above: readonly Line[] = [
    ...(isSearch ? ['', ...wrap(SEARCHING, viewport.width), ''] : []),
    [{ text: step, tone: 'title' }],
    progress,
    '',
  ];
  if (isSearch) return <Lines lines={above} />;
  const below = { ...viewport, height: viewport.height - above.length };
  if (now.rolling.length < 2) return <Lines lines={[...above, rollingSentence(now.rolling)]} />;
  return (
    <>
      <Lines lines={above} />
      <SkillChart rolling={now.rolling} viewport={below} />
    </>
  );
}

const SEARCHING =
  'Each recipe of feature set, penalty and window walks forward. At each step, the recipe with the lowest log loss so far forecasts the next days, which no choice has seen.';
