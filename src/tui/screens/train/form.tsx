import { at } from '../../../learning/vector.ts';
import { formatInteger } from '../../../text/format.ts';
import { typedSpans } from '../../components/field.tsx';
import { Lines } from '../../components/lines.tsx';
import { cut, fit, type Line, type Tone, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { trainField, trainFields } from './settings.ts';
import type { TrainState } from './state.ts';

/** As wide as the longest value: none, default of this set. */
const VALUE = 25;

/** The settings, each with its range and what it does. */
export function TrainForm({ session, viewport }: ScreenProps) {
  const { train } = session;
  const title: Line = [{ text: cut(titleOf(session), viewport.width), tone: 'title' }];
  const fields = fieldLines(session, viewport);
  const status = statusLines(train, viewport.width);
  const below = belowLines(session, viewport);
  const close = below.map((lines) => [...fields, ...status, ...lines]);
  const least = at(close, close.length - 1);
  const layouts = [
    [title, '', ...fields, '', ...at(below, 0), '', ...status],
    ...close.map((lines) => [title, ...lines]),
  ];
  const shown = layouts.find(({ length }) => length <= viewport.height) ?? least.slice(0, viewport.height);
  return <Lines lines={shown} />;
}

/** Which days are trained on: what is stored may be more than what is asked for. */
function titleOf({ days, market, data }: Session): string {
  const stored = data.chart?.days.length;
  const all = stored === undefined ? '' : ` ${formatInteger(stored)}`;
  const isAll = days === 'max' || (stored !== undefined && stored <= days);
  const which = isAll ? `all${all} days` : `the newest ${formatInteger(days)}${all && ` of${all}`} days`;
  return `Train on ${market.coin} in ${market.vsCurrency}, ${which}`;
}

/** The columns beside a setting and its value. */
function rangeWidth(width: number): number {
  return width - VALUE - 17;
}

/** A line for each setting; the ranges where there is room for them. */
function fieldLines({ train, editing }: Session, { kind, width }: Viewport): readonly Line[] {
  return trainFields.map(({ name, label, show, range }): Line => {
    const isChosen = name === train.field;
    const isTyped = isChosen && editing?.target.kind === 'train';
    const tone: Tone = isChosen ? 'accent' : 'plain';
    return [
      { text: `${isChosen ? '›' : ' '} ${fit(label, 14)}`, tone: isChosen ? 'focus' : 'plain' },
      ...(isTyped ? typedSpans(editing, VALUE) : [{ text: fit(show(train.settings), VALUE), tone }]),
      { text: kind === 'narrow' ? '' : ` ${cut(range, rangeWidth(width))}`, tone: 'quiet' },
    ];
  });
}

/** What is said below the settings, the fullest first: the least is what a setting does, or, while it is typed, takes. */
function belowLines({ train, editing }: Session, { kind, width }: Viewport): readonly (readonly Line[])[] {
  const isTyped = editing?.target.kind === 'train';
  if (isTyped && editing.problem !== undefined)
    return [wrap(`! ${editing.problem}`, width).map((text) => [{ text, tone: 'warning' }])];
  const { brief, more, range } = trainField(train.field);
  const isBeside = kind !== 'narrow' && widthOf(range) <= rangeWidth(width);
  const taken = isBeside ? [] : wrap(`It takes ${range}.`, width);
  const does = wrap(brief, width);
  const help = more === undefined ? does : wrap(`${brief} ${more}`, width);
  return [[...taken, ...help], [...taken, ...does], isTyped && !isBeside ? taken : does];
}

function statusLines({ problem, message, overlay }: TrainState, width: number): readonly Line[] {
  if (problem !== undefined) {
    return wrap(`! ${problem.message}; ${problem.hint}`, width).map((text) => [{ text, tone: 'warning' }]);
  }
  return [
    ...(message === undefined ? [] : wrap(message, width)),
    ...(overlay === undefined
      ? []
      : [cut(`The chart will show the test loss of ${overlay.id}, too.`, width)]),
  ];
}
