import { Box } from 'ink';
import { formatCompact, formatInteger, formatPercent } from '../../../text/format.ts';
import { Lines } from '../../components/lines.tsx';
import { bar } from '../../drawing/blocks.ts';
import { cut, type Line, labelled } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import { TrainForm } from './form.tsx';
import { LossChart } from './loss-chart.tsx';
import { OverlayPicker } from './overlay-picker.tsx';
import { TrainResult } from './result.tsx';
import { OF_SET, trainFields } from './settings.ts';
import { isDrawing, type TrainState } from './state.ts';
import { growingWeights } from './weights.ts';

/** The columns of the panel beside the loss. */
const PANEL = { narrow: 0, normal: 32, wide: 44 } as const;
/** The rows of the largest weights below the loss, where there is no panel, and the least that the loss then keeps. */
const WEIGHTS_BELOW = 3;
const LEAST_LOSS = 8;

/** 3 Train: the settings, the loss and the weights as they go, and what it came to. */
export function TrainScreen({ session, viewport }: ScreenProps) {
  const { train } = session;
  if (train.picker !== undefined) return <OverlayPicker session={session} viewport={viewport} />;
  if (train.stage === 'form') return <TrainForm session={session} viewport={viewport} />;
  if (train.stage === 'result') return <TrainResult session={session} viewport={viewport} />;
  const panel = PANEL[viewport.kind];
  const height = viewport.height - 2;
  const isBelow = panel === 0 && !viewport.isHeard && height >= WEIGHTS_BELOW + LEAST_LOSS;
  const below = isBelow
    ? weightsOf(train, { width: viewport.width, height: WEIGHTS_BELOW + 1 }).slice(1)
    : [];
  const left = {
    ...viewport,
    width: viewport.width - (panel === 0 ? 0 : panel + 2),
    height: height - below.length,
  };
  return (
    <Box flexDirection="column">
      <Box>
        <Box
          width={left.width}
          height={left.height}
          overflowY={viewport.isHeard ? 'visible' : 'hidden'}
          flexDirection="column"
        >
          <LossChart train={train} viewport={left} />
        </Box>
        {panel > 0 && (
          <Box marginLeft={2} width={panel}>
            <Lines lines={panelLines(train, { width: panel, height })} />
          </Box>
        )}
      </Box>
      <Lines lines={[...below, '', progressLine(train, viewport)]} />
    </Box>
  );
}

/** Where the training is, its weights, and its settings where there is room left. */
function panelLines(
  train: TrainState,
  { width, height }: Pick<Viewport, 'width' | 'height'>,
): readonly Line[] {
  const now = nowLines(train, width);
  const settings = settingLines(train, width);
  const weights = weightsOf(train, { width, height: height - now.length - 1 });
  const lines = [...now, '', ...weights];
  return lines.length + 1 + settings.length <= height ? [...lines, '', ...settings] : lines.slice(0, height);
}

function weightsOf(
  { rows, weights, ahead }: TrainState,
  viewport: Pick<Viewport, 'width' | 'height'>,
): readonly Line[] {
  if (rows === undefined || ahead === undefined) return [];
  return growingWeights({ features: rows.features, weights, limit: ahead.weight }, viewport);
}

function settingLines({ settings }: TrainState, width: number): readonly Line[] {
  return [
    [{ text: 'Settings', tone: 'title' }],
    ...trainFields.map(({ label, show }) =>
      labelled(label, cut(show(settings).replace(OF_SET, ''), width - 14), width),
    ),
  ];
}

function nowLines(train: TrainState, width: number): readonly Line[] {
  const { now } = train;
  if (now === undefined) return [];
  const left = now.secondsLeft === undefined ? '…' : `~${now.secondsLeft.toFixed(1)} s`;
  return [
    [{ text: 'Now', tone: 'title' }],
    labelled('epoch', formatInteger(now.epoch), width),
    labelled('max|∇J|/n', formatCompact(now.gradientNorm), width),
    labelled('speed', `${formatInteger(now.epochsPerSecond)}/s`, width),
    ...(isDrawing(train) ? [] : [labelled('left', left, width)]),
    labelled('drawn in', paceText(train), width),
  ];
}

function paceText({ drawingSeconds }: TrainState): string {
  return drawingSeconds === 0 ? 'no time' : `${drawingSeconds} s`;
}

/** How far the training is; of one that is over and saved, how far it is drawn. */
function progressLine(train: TrainState, viewport: Viewport): Line {
  const { stage, now, ahead } = train;
  const isNarrow = viewport.kind === 'narrow' && !viewport.isHeard;
  const epoch = now?.epoch ?? 0;
  const word = stage === 'paused' ? '‖ paused  ' : isDrawing(train) ? '▶ trained ' : '▶ training';
  const last = ahead?.epoch ?? epoch;
  const [share, words] = isDrawing(train)
    ? [
        epoch < last ? epoch / last : 1,
        `epoch ${formatInteger(epoch)} of ${formatInteger(last)}` +
          (isNarrow ? `, in ${paceText(train)}` : ', and saved'),
      ]
    : [
        now?.share ?? 0,
        isNarrow
          ? `epoch ${formatInteger(epoch)}, in ${paceText(train)}`
          : `${formatPercent(now?.share ?? 0, 0)} of the way to the tolerance or the last epoch`,
      ];
  const width = Math.max(4, viewport.width - word.length - words.length - 4);
  return [
    { text: `${word}  `, tone: stage === 'paused' ? 'warning' : 'up' },
    { text: bar(share, width), tone: 'accent' },
    { text: `  ${words}` },
  ];
}
