import { typedSpans } from '../components/field.tsx';
import { Lines } from '../components/lines.tsx';
import { cut, fit, type Line, type Tone, wrap } from '../drawing/text.ts';
import type { ScreenProps } from '../screens.ts';
import type { TrainState } from '../state/train.ts';
import { trainField, trainFields } from '../state/train-settings.ts';

/** The settings, each with its range and what it does. */
export function TrainForm({ session, room }: ScreenProps) {
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
