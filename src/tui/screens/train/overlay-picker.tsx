import { wordsOf } from '../../../text/target-words.ts';
import { Lines } from '../../components/lines.tsx';
import { type Line, wrap } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screen.ts';
import { noteOf, recipeOf } from '../runs/run-names.ts';
import { differingSettings } from '../runs/shown-runs.ts';
import { overlayRuns } from './state.ts';

/** The runs that can lie under the loss chart: as many whole ones around the chosen one as there is room for. */
export function OverlayPicker({ session, viewport }: ScreenProps) {
  const { train } = session;
  const { picker = 0 } = train;
  const all = overlayRuns(session);
  const settings = differingSettings(all);
  const height = Math.max(1, viewport.height - 2);
  const first = Math.max(0, picker - height);
  const items = all.slice(first, picker + height).map((run, i): readonly Line[] => {
    const { coin, target } = run.model;
    const words = `${coin}, ${wordsOf(target).title}, ${recipeOf(run, settings(run))}`;
    const under = run.id === train.overlay?.id ? ', overlaid now' : '';
    const text = `${run.id}  ${words}${under}${noteOf(run)}`;
    return wrap(text, viewport.width - 2).map((line, row): Line => {
      const isChosen = first + i === picker;
      return [{ text: (isChosen && row === 0 ? '› ' : '  ') + line, tone: isChosen ? 'focus' : 'plain' }];
    });
  });
  const place = all.length > 1 ? `  ${picker + 1} of ${all.length}` : '';
  return (
    <Lines
      lines={[
        [
          { text: 'Which run’s loss is to be shown, too?', tone: 'title' },
          { text: place, tone: 'quiet' },
        ],
        '',
        ...around(items, picker - first, height),
      ]}
    />
  );
}

/** The lines of the items around one, whole, as many as fit. */
function around(items: readonly (readonly Line[])[], place: number, height: number): readonly Line[] {
  let [first, last] = [place, place + 1];
  const linesOf = (from: number, to: number) => items.slice(from, to).flat();
  for (;;) {
    const isLonger = last < items.length && linesOf(first, last + 1).length <= height;
    if (isLonger) last += 1;
    const isEarlier = first > 0 && linesOf(first - 1, last).length <= height;
    if (isEarlier) first -= 1;
    if (!isLonger && !isEarlier) return linesOf(first, last);
  }
}
