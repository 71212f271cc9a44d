import type { CurvePoint } from '../../../run.ts';
import { formatFixed, formatInteger } from '../../../text/format.ts';
import { lossSentence } from '../../../text/loss-curve.ts';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import type { Point, Series } from '../../drawing/canvas.ts';
import { cut, type Line, type Span, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import { isTraining, type TrainState } from './state.ts';

/** Training loss, test loss and the base rate's loss, with a legend and a sentence below. */
export function LossChart({ train, room }: { readonly train: TrainState; readonly room: Room }) {
  const { curve, rows, result, overlay, isLogarithmic } = train;
  const baseRateLoss = rows?.baseRateLoss ?? result?.baselines.baseRate.logLoss ?? Number.NaN;
  const newest = curve.at(-1);
  if (newest === undefined) return <Lines lines={[isTraining(train) ? 'Preparing the rows …' : '']} />;
  const last = Math.max(2, newest.epoch, overlay?.curve.at(-1)?.epoch ?? 0);
  const baseRate = [1, last].map((x) => ({ x, y: baseRateLoss }));
  const series: readonly Series[] = [
    { points: baseRate, tone: 'third', stroke: 'dotted' },
    ...(overlay === undefined
      ? []
      : [{ points: pointsOf(overlay.curve, 'test'), tone: 'fourth', stroke: 'double' } as const]),
    { points: pointsOf(curve, 'test'), tone: 'second', stroke: 'dashed' },
    { points: pointsOf(curve, 'train'), tone: 'first', stroke: 'solid' },
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
      <Plot
        width={room.width}
        height={Math.max(4, room.height - 1 - below.length)}
        series={series}
        places="numbers"
        placesName="epoch"
        arePlacesLogarithmic={isLogarithmic}
        description={sentence}
      />
      <Lines lines={below} />
    </>
  );
}

/** Each loss at its own epoch, whatever else is drawn. */
function pointsOf(curve: readonly CurvePoint[], loss: 'train' | 'test'): readonly Point[] {
  return curve.map((point) => ({ x: point.epoch, y: point[loss] }));
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
