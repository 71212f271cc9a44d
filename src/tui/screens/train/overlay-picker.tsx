import { Lines } from '../../components/lines.tsx';
import { cut, type Line } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screens.ts';

/** The runs that can lie under the loss chart. */
export function OverlayPicker({ session, room }: ScreenProps) {
  const { overlay, runs } = session;
  if (overlay?.kind !== 'overlay run') return null;
  const all = runs.list?.runs ?? [];
  const visible = Math.max(1, room.height - 2);
  const top = Math.max(0, Math.min(overlay.row - Math.floor(visible / 2), all.length - visible));
  const rows = all.slice(top, top + visible).map(({ id, settings }, i): Line => {
    const isChosen = top + i === overlay.row;
    const text = cut(
      `${isChosen ? '›' : ' '} ${id}  ${settings.featureSet}, ${settings.optimizer}`,
      room.width,
    );
    return [{ text, tone: isChosen ? 'accent' : 'plain' }];
  });
  return <Lines lines={[[{ text: 'Lay which run under the training?', tone: 'title' }], '', ...rows]} />;
}
