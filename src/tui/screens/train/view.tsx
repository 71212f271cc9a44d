import { Box } from 'ink';
import { formatCompact, formatInteger, formatPercent } from '../../../text/format.ts';
import { Lines } from '../../components/lines.tsx';
import { bar } from '../../drawing/blocks.ts';
import { cut, type Line, labelled } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import { TrainForm } from './form.tsx';
import { LossChart } from './loss-chart.tsx';
import { OverlayPicker } from './overlay-picker.tsx';
import { TrainResult } from './result.tsx';
import { trainFields } from './settings.ts';
import type { TrainState } from './state.ts';

const PANEL = 30;

/** 3 Train: the settings, the loss as it falls, and what it came to. */
export function TrainScreen({ session, room }: ScreenProps) {
  const { train } = session;
  if (train.picker !== undefined) return <OverlayPicker session={session} room={room} />;
  if (train.stage === 'form') return <TrainForm session={session} room={room} />;
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
  const inShort = now && `epoch ${formatInteger(now.epoch)}, ${formatCompact(now.gradientNorm)}`;
  const words =
    room.kind === 'narrow'
      ? (inShort ?? 'epoch 0')
      : `${formatPercent(share, 0)} of the way to the tolerance or the last epoch`;
  const width = Math.max(4, room.width - word.length - words.length - 4);
  return [
    { text: `${word}  `, tone: stage === 'paused' ? 'warning' : 'up' },
    { text: bar(share, width), tone: 'accent' },
    { text: `  ${words}` },
  ];
}
