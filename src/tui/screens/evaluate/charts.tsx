import type { RollingSkill } from '../../../evaluation/skill.ts';
import { equitySentence, formatCapital, rollingSentence } from '../../../text/evaluation-views.ts';
import { formatSigned } from '../../../text/format.ts';
import { chanceName } from '../../../text/target-words.ts';
import type { WholeEvaluation } from '../../../training/find-evaluation.ts';
import { Chart } from '../../components/chart.tsx';
import { Lines } from '../../components/lines.tsx';
import { type Label, plotWidth, resampled, type Series } from '../../drawing/chart.ts';
import { cut, type Line, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';

const AXIS_LABEL = 8;

/** The capital over time beside buying and holding, on a logarithmic scale: the same slope is the same growth. */
export function EquityChart({
  evaluation,
  room,
}: {
  readonly evaluation: WholeEvaluation;
  readonly room: Room;
}) {
  const sentence = equitySentence(evaluation);
  const { backtest } = evaluation;
  if (backtest === null) return <Lines lines={wrap(sentence, room.width)} />;
  const { strategy, buyAndHold } = backtest.equity;
  const size = { width: room.width, labelWidth: AXIS_LABEL };
  const columns = plotWidth(size);
  const series: readonly Series[] = [
    { values: resampled(buyAndHold.map(Math.log), columns), tone: 'second', stroke: 'dashed' },
    { values: resampled(strategy.map(Math.log), columns), tone: 'first', stroke: 'solid' },
  ];
  const legend: Line = [
    { text: `── ${chanceName(evaluation.target)} > ${backtest.threshold}  `, tone: 'first' },
    { text: '╌╌ buy and hold', tone: 'second' },
  ];
  const below = [legend, ...(room.isHeard ? [] : wrap(sentence, room.width))];
  return (
    <>
      <Lines lines={[[{ text: cut('What 1 became, logarithmic', room.width), tone: 'title' }]]} />
      <Chart
        {...size}
        height={Math.max(4, room.height - 1 - below.length)}
        series={series}
        format={(value) => formatCapital(Math.exp(value))}
        labels={datesOf(evaluation.forecasts, columns)}
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
}

/** The skill over the 90 days to each date, with the zero line, which is the base rate. */
export function SkillChart({
  rolling,
  room,
}: {
  readonly rolling: readonly RollingSkill[];
  readonly room: Room;
}) {
  const sentence = rollingSentence(rolling);
  const title: Line = [{ text: cut('Skill over the 90 days to each date', room.width), tone: 'title' }];
  if (rolling.length === 0) return <Lines lines={[title, ...wrap(sentence, room.width)]} />;
  const size = { width: room.width, labelWidth: AXIS_LABEL };
  const columns = plotWidth(size);
  const values = resampled(
    rolling.map(({ logLossSkill }) => logLossSkill),
    columns,
  );
  const series: readonly Series[] = [
    { values: values.map(() => 0), tone: 'third', stroke: 'dotted' },
    { values, tone: 'first', stroke: 'solid' },
  ];
  const legend: Line = [
    { text: '── skill  ', tone: 'first' },
    { text: '·· 0, the base rate', tone: 'third' },
  ];
  const below = [legend, ...(room.isHeard ? [] : wrap(sentence, room.width))];
  return (
    <>
      <Lines lines={[title]} />
      <Chart
        {...size}
        height={Math.max(4, room.height - 1 - below.length)}
        series={series}
        format={(value) => formatSigned(value)}
        labels={datesOf(rolling, columns)}
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
}

/** Dates under a chart, each whole; fewer where there is little room. */
function datesOf(days: readonly { readonly date: string }[], columns: number): readonly Label[] {
  const places = columns < 60 ? [0, 1] : [0, 0.5, 1];
  return places.map((place) => ({ place, text: days[Math.round(place * (days.length - 1))]?.date ?? '' }));
}
