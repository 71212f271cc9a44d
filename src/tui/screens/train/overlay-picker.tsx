import { Lines } from '../../components/lines.tsx';
import { cut, type Line } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screen.ts';

/** The runs that can lie under the loss chart. */
export function OverlayPicker({ session, viewport }: ScreenProps) {
  const { train, runs } = session;
  const { picker = 0 } = train;
  const all = runs.list?.runs ?? [];
  const visible = Math.max(1, viewport.height - 2);
  const top = Math.max(0, Math.min(picker - Math.floor(visible / 2), all.length - visible));
  const rows = all.slice(top, top + visible).map(({ id, settings }, i): Line => {
    const isChosen = top + i === picker;
    const text = cut(
      `${isChosen ? '›' : ' '} ${id}  ${settings.featureSet}, ${settings.optimizer}`,
      viewport.width,
    );
    return [{ text, tone: isChosen ? 'accent' : 'plain' }];
  });
  return <Lines lines={[[{ text: 'Which run’s loss is to be shown, too?', tone: 'title' }], '', ...rows]} />;
}
