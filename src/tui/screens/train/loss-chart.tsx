import type { CurvePoint } from '../../../run.ts';
import { formatFixed, formatInteger, plural } from '../../../text/format.ts';
import { lossSentence } from '../../../text/loss-curve.ts';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import type { Point, Series } from '../../drawing/canvas.ts';
import { GAP, inRows } from '../../drawing/in-rows.ts';
import { cut, type Line, type Span, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import { isTraining, type TrainState } from './state.ts';

/** The sentence gives way to the plot where it would leave it fewer rows. */
const LEAST_PLOT = 7;

/** Training loss, test loss and the base rate's loss, with a legend and a sentence below. */
export function LossChart({ train, viewport }: { readonly train: TrainState; readonly viewport: Viewport }) {
  const { curve, rows, result, overlay, isLogarithmic, ahead } = train;
  const baseRateLoss = rows?.baseRateLoss ?? result?.baselines.baseRate.logLoss ?? Number.NaN;
  const newest = curve.at(-1);
  if (newest === undefined) return <Lines lines={wrap(beginning(train), viewport.width)} />;
  const last = Math.max(2, newest.epoch, ahead?.epoch ?? 0, overlay?.curve.at(-1)?.epoch ?? 0);
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
  const title =
    counts === undefined
      ? 'Loss'
      : `Loss, ${formatInteger(counts.train)} training days, ${formatInteger(counts.test)} test days`;
  const lines = legend(
    { train: newest.train, test: newest.test, baseRateLoss, overlay: overlay?.id },
    viewport.width,
  );
  const said = ['', ...wrap(sentence, viewport.width)].slice(viewport.kind === 'narrow' ? 1 : 0);
  const isSaid = !viewport.isHeard && viewport.height - 1 - lines.length - said.length >= LEAST_PLOT;
  const below: readonly Line[] = isSaid ? [...lines, ...said] : lines;
  return (
    <>
      <Lines lines={[[{ text: cut(title, viewport.width), tone: 'title' }]]} />
      <Plot
        width={viewport.width}
        height={Math.max(4, viewport.height - 1 - below.length)}
        series={series}
        reach={ahead === undefined ? [] : [ahead.low, ahead.high].map((y) => ({ x: ahead.epoch, y }))}
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

/** What each line is, on as many rows as that takes; the run that lies under it last. */
function legend(
  {
    train,
    test,
    baseRateLoss,
    overlay,
  }: { train: number; test: number; baseRateLoss: number; overlay: string | undefined },
  width: number,
): readonly Line[] {
  const under = overlay === undefined ? [] : [{ text: `══ test of ${overlay}`, tone: 'fourth' } as const];
  const spans: readonly Span[] = [
    { text: `── training ${formatFixed(train)}`, tone: 'first' },
    { text: `╌╌ test ${formatFixed(test)}`, tone: 'second' },
    { text: `·· base rate ${formatFixed(baseRateLoss)}`, tone: 'third' },
    ...under,
  ];
  return inRows(spans, width, ({ text }) => widthOf(text)).map((row) =>
    row.map(({ text, tone }, i) => ({ text: cut(i === 0 ? text : ' '.repeat(GAP) + text, width), tone })),
  );
}

/** What is said before the first epoch. */
function beginning(train: TrainState): string {
  if (!isTraining(train)) return '';
  if (train.rows === undefined) return 'Preparing the rows …';
  return `${plural(train.rows.train, 'training day')}, ${plural(train.rows.test, 'test day')}; no epoch yet.`;
}
