import { formatFixed, formatInteger } from '../../../text/format.ts';
import { lossSentence } from '../../../text/loss-curve.ts';
import { Chart } from '../../components/chart.tsx';
import { Lines } from '../../components/lines.tsx';
import { plotWidth, type Series } from '../../drawing/chart.ts';
import { curveAt, epochsAt } from '../../drawing/curve.ts';
import { cut, type Line, type Span, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import { isTraining, type TrainState } from './state.ts';

const AXIS_LABEL = 7;

/** Training loss, test loss and the base rate's loss, with a legend and a sentence below. */
export function LossChart({ train, room }: { readonly train: TrainState; readonly room: Room }) {
  const { curve, rows, result, overlay, isLogarithmic } = train;
  const baseRateLoss = rows?.baseRateLoss ?? result?.baselines.baseRate.logLoss ?? Number.NaN;
  const newest = curve.at(-1);
  if (newest === undefined) return <Lines lines={[isTraining(train) ? 'Preparing the rows …' : '']} />;
  const size = { width: room.width, labelWidth: AXIS_LABEL };
  const last = Math.max(2, newest.epoch, overlay?.curve.at(-1)?.epoch ?? 0);
  const request = { width: plotWidth(size), last, isLogarithmic };
  const series: readonly Series[] = [
    { values: epochsAt(request).map(() => baseRateLoss), tone: 'third', stroke: 'dotted' },
    ...(overlay === undefined
      ? []
      : [{ values: curveAt(overlay.curve, 'test', request), tone: 'fourth', stroke: 'double' } as const]),
    { values: curveAt(curve, 'test', request), tone: 'second', stroke: 'dashed' },
    { values: curveAt(curve, 'train', request), tone: 'first', stroke: 'solid' },
  ];
  const sentence = lossSentence({ ...newest, baseRateLoss });
  const counts = rows ?? result?.data.rows;
  const title = `Loss, ${formatInteger(counts?.train ?? 0)} training days, ${formatInteger(counts?.test ?? 0)} test days`;
  const below: readonly Line[] = [
    legend({ train: newest.train, test: newest.test, baseRateLoss, overlay: overlay?.id }, room.width),
    ...(room.kind === 'narrow' ? [] : ['']),
    ...((room.kind === 'narrow' && result !== undefined) || room.isHeard ? [] : wrap(sentence, room.width)),
  ];
  return (
    <>
      <Lines lines={[[{ text: cut(title, room.width), tone: 'title' }]]} />
      <Chart
        {...size}
        height={Math.max(4, room.height - 1 - below.length)}
        series={series}
        format={(value) => formatFixed(value)}
        labels={[0, 0.25, 0.5, 0.75, 1].map((place) => ({ place, text: epochLabel(place, request) }))}
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
}

function epochLabel(
  place: number,
  { last, isLogarithmic }: { readonly last: number; readonly isLogarithmic: boolean },
) {
  const epoch = Math.round(isLogarithmic ? last ** place : 1 + place * (last - 1));
  return place === 0.5
    ? `epoch ${formatInteger(epoch)}${isLogarithmic ? ', log' : ''}`
    : formatInteger(epoch);
}

function legend(
  {
    train,
    test,
    baseRateLoss,
    overlay,
  }: { train: number; test: number; baseRateLoss: number; overlay: string | undefined },
  width: number,
): Line {
  const spans: readonly Span[] = [
    { text: `── training ${formatFixed(train)}  `, tone: 'first' },
    { text: `╌╌ test ${formatFixed(test)}  `, tone: 'second' },
    { text: `·· base rate ${formatFixed(baseRateLoss)}  `, tone: 'third' },
  ];
  const used = spans.reduce((sum, { text }) => sum + text.length, 0);
  if (overlay === undefined || width - used < 8) return spans;
  return [...spans, { text: cut(`══ test of ${overlay}`, width - used), tone: 'fourth' }];
}
