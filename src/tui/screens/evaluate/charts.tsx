import { dayNumber } from '../../../dates.ts';
import type { RollingSkill } from '../../../evaluation/skill.ts';
import { at } from '../../../learning/vector.ts';
import { writeSigned } from '../../../text/axis.ts';
import { equitySentence, rollingSentence } from '../../../text/evaluation-views.ts';
import { chanceName } from '../../../text/target-words.ts';
import type { WholeEvaluation } from '../../../training/find-evaluation.ts';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import type { Point, Series } from '../../drawing/canvas.ts';
import { derived } from '../../drawing/derived.ts';
import { cut, type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';

/** The capital of buying and holding, and of the strategy over it. */
const equitySeries = derived(({ backtest, forecasts }: WholeEvaluation): readonly Series[] => {
  if (backtest === null) return [];
  const days = forecasts.map(({ date }) => dayNumber(date));
  const pointsOf = (capital: readonly number[]): readonly Point[] =>
    days.map((x, i) => ({ x, y: at(capital, i) }));
  const { strategy, buyAndHold } = backtest.equity;
  return [
    { points: pointsOf(buyAndHold), tone: 'second', stroke: 'dashed' },
    { points: pointsOf(strategy), tone: 'first', stroke: 'solid' },
  ];
});

/** The skill over its zero line. */
const skillSeries = derived((rolling: readonly RollingSkill[]): readonly Series[] => {
  const points = rolling.map(({ date, logLossSkill }) => ({ x: dayNumber(date), y: logLossSkill }));
  return [
    { points: points.map(({ x }) => ({ x, y: 0 })), tone: 'third', stroke: 'dotted' },
    { points, tone: 'first', stroke: 'solid' },
  ];
});

/** The capital over time beside buying and holding, on a logarithmic scale: the same slope is the same growth. */
export function EquityChart({
  evaluation,
  viewport,
}: {
  readonly evaluation: WholeEvaluation;
  readonly viewport: Viewport;
}) {
  const sentence = equitySentence(evaluation);
  const { backtest } = evaluation;
  if (backtest === null) return <Lines lines={wrap(sentence, viewport.width)} />;
  const legend: Line = [
    { text: `── ${chanceName(evaluation.target)} > ${backtest.threshold}  `, tone: 'first' },
    { text: '╌╌ buy and hold', tone: 'second' },
  ];
  const below = [legend, ...(viewport.isHeard ? [] : wrap(sentence, viewport.width))];
  return (
    <>
      <Lines lines={[[{ text: cut('What 1 became, logarithmic', viewport.width), tone: 'title' }]]} />
      <Plot
        width={viewport.width}
        height={Math.max(4, viewport.height - 1 - below.length)}
        series={equitySeries(evaluation)}
        places="dates"
        areValuesLogarithmic
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
}

/** The skill over the 90 days to each date, with the zero line, which is the base rate. */
export function SkillChart({
  rolling,
  viewport,
}: {
  readonly rolling: readonly RollingSkill[];
  readonly viewport: Viewport;
}) {
  const sentence = rollingSentence(rolling);
  const title: Line = [{ text: cut('Skill over the 90 days to each date', viewport.width), tone: 'title' }];
  if (rolling.length === 0) return <Lines lines={[title, ...wrap(sentence, viewport.width)]} />;
  const legend: Line = [
    { text: '── skill  ', tone: 'first' },
    { text: '·· 0, the base rate', tone: 'third' },
  ];
  const below = [legend, ...(viewport.isHeard ? [] : wrap(sentence, viewport.width))];
  return (
    <>
      <Lines lines={[title]} />
      <Plot
        width={viewport.width}
        height={Math.max(4, viewport.height - 1 - below.length)}
        series={skillSeries(rolling)}
        places="dates"
        write={writeSigned}
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
}
