import { Box } from 'ink';
import { formatCompact, formatFixed, formatInteger, formatPercent } from '../../presentation/format.ts';
import { lossSentence } from '../../presentation/loss-curve.ts';
import { Chart } from '../components/chart.tsx';
import { typedSpans } from '../components/field.tsx';
import { Lines } from '../components/lines.tsx';
import { bar } from '../drawing/blocks.ts';
import { plotWidth, type Series } from '../drawing/chart.ts';
import { curveAt, epochsAt } from '../drawing/curve.ts';
import { cut, fit, type Line, labelled, type Span, type Tone, wrap } from '../drawing/text.ts';
import type { Room } from '../layout.ts';
import type { ScreenProps } from '../screens.ts';
import type { Session } from '../state/session.ts';
import { isTraining, type TrainState } from '../state/train.ts';
import { trainField, trainFields } from '../state/train-settings.ts';
import { TrainResult } from './train-result.tsx';

const PANEL = 30;
const AXIS_LABEL = 7;

/** 3 Train: the settings, the loss as it falls, and what it came to. */
export function TrainScreen({ session, room }: ScreenProps) {
  const { train } = session;
  if (train.stage === 'form') return <Form session={session} room={room} />;
  if (train.stage === 'result') return <TrainResult session={session} room={room} />;
  const panel = room.kind === 'narrow' ? 0 : PANEL;
  const left = { ...room, width: room.width - (panel === 0 ? 0 : panel + 2), height: room.height - 2 };
  return (
    <Box flexDirection="column">
      <Box>
        <Box width={left.width} height={left.height} flexDirection="column">
          <LossChart train={train} room={left} />
        </Box>
        {panel > 0 && (
          <Box marginLeft={2} width={panel}>
            <Lines lines={[...settingLines(train), '', ...nowLines(train)].slice(0, left.height)} />
          </Box>
        )}
      </Box>
      <Lines lines={['', progressLine(train, room)]} />
    </Box>
  );
}

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

function settingLines({ settings }: TrainState): readonly Line[] {
  return [
    [{ text: 'Settings', tone: 'title' }],
    ...trainFields.map(({ label, show }) => labelled(label, cut(show(settings), PANEL - 14), PANEL)),
  ];
}

function nowLines({ now }: TrainState): readonly Line[] {
  if (now === undefined) return [];
  const left = now.secondsLeft === undefined ? '…' : `~${now.secondsLeft.toFixed(1)} s`;
  return [
    [{ text: 'Now', tone: 'title' }],
    labelled('epoch', formatInteger(now.epoch), PANEL),
    labelled('max|∇J|/n', formatCompact(now.gradientNorm), PANEL),
    labelled('speed', `${formatInteger(now.epochsPerSecond)}/s`, PANEL),
    labelled('left', left, PANEL),
  ];
}

function progressLine({ stage, now }: TrainState, room: Room): Line {
  const share = now?.share ?? 0;
  const word = stage === 'paused' ? '‖ paused  ' : '▶ training';
  const words =
    room.kind === 'narrow'
      ? `epoch ${formatInteger(now?.epoch ?? 0)}, ${formatCompact(now?.gradientNorm ?? Number.NaN)}`
      : `${formatPercent(share, 0)} of the way to the tolerance or the last epoch`;
  const width = Math.max(4, room.width - word.length - words.length - 4);
  return [
    { text: `${word}  `, tone: stage === 'paused' ? 'warning' : 'up' },
    { text: bar(share, width), tone: 'accent' },
    { text: `  ${words}` },
  ];
}

/** The settings, each with its range and what it does. */
function Form({ session, room }: { readonly session: Session; readonly room: Room }) {
  const { train, editing, days, market } = session;
  const chosen = trainField(train.field);
  const isTyped = editing?.target.kind === 'train';
  const lines: readonly Line[] = [
    [
      {
        text: cut(
          `Train on ${market.coin} in ${market.vsCurrency}, ${days === 'max' ? 'all' : `the newest ${days}`} days`,
          room.width,
        ),
        tone: 'title',
      },
    ],
    '',
    ...trainFields.map(({ name, label, show, range }): Line => {
      const isChosen = name === train.field;
      const tone: Tone = isChosen ? 'accent' : 'plain';
      return [
        { text: `${isChosen ? '›' : ' '} ${fit(label, 14)}`, tone: isChosen ? 'title' : 'plain' },
        ...(isChosen && isTyped ? typedSpans(editing, 20) : [{ text: fit(show(train.settings), 20), tone }]),
        { text: ` ${cut(range, room.width - 38)}`, tone: 'quiet' },
      ];
    }),
    '',
    ...(isTyped && editing.problem !== undefined
      ? [[{ text: `! ${editing.problem}`, tone: 'warning' as const }]]
      : wrap(chosen?.help ?? '', room.width)),
    '',
    ...statusLines(train, room.width),
  ];
  return <Lines lines={lines.slice(0, room.height)} />;
}

function statusLines({ problem, message, overlay }: TrainState, width: number): readonly Line[] {
  if (problem !== undefined) {
    return wrap(`! ${problem.message}; ${problem.hint}`, width).map((text) => [{ text, tone: 'warning' }]);
  }
  return [
    ...(message === undefined ? [] : wrap(message, width)),
    ...(overlay === undefined
      ? []
      : [cut(`The test loss of ${overlay.id} will lie under the chart.`, width)]),
  ];
}
