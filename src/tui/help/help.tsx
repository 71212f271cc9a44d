import { Lines } from '../components/lines.tsx';
import { fit, type Line, wrap } from '../drawing/text.ts';
import { bindingsOf } from '../keys/bindings.ts';
import { screenMode } from '../keys/modes.ts';
import type { ScreenProps } from '../screen.ts';
import { shownScreen } from '../screens.ts';
import type { Session } from '../session/session.ts';

/** The keys of the screen below, and what the terms on it mean. */
export function Help({ session, viewport }: ScreenProps) {
  if (session.help === undefined) return null;
  const lines = helpLines(session, viewport.width);
  const top = Math.min(session.help.top, Math.max(0, lines.length - viewport.height));
  const hidden = lines.length - top - viewport.height;
  const shown = lines.slice(top, top + viewport.height);
  if (hidden <= 0) return <Lines lines={shown} />;
  return <Lines lines={[...shown.slice(0, -1), [{ text: `  ${hidden + 1} more ↓`, tone: 'quiet' }]]} />;
}

function helpLines(session: Session, width: number): readonly Line[] {
  const keys = bindingsOf(screenMode(session)).flatMap(({ shown, help }) =>
    wrap(help, width - 14).map(
      (text, i): Line => [{ text: `  ${fit(i === 0 ? shown : '', 12)}`, tone: 'title' }, { text }],
    ),
  );
  const terms = Object.entries(shownScreen(session).terms).flatMap(([term, meaning]): readonly Line[] => [
    [{ text: `  ${term}`, tone: 'title' }],
    ...wrap(meaning, width - 4).map((line) => `    ${line}`),
  ]);
  return [
    [{ text: 'Keys of this screen', tone: 'accent' }],
    ...keys,
    '',
    [{ text: 'What is on it', tone: 'accent' }],
    ...terms,
  ];
}
