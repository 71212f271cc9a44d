import { Lines } from '../components/lines.tsx';
import { fit, type Line, wrap } from '../drawing/text.ts';
import { bindings } from '../keys/bindings.ts';
import { screenMode } from '../keys/modes.ts';
import type { ScreenProps } from '../screens.ts';
import type { Session } from '../session/session.ts';
import { glossary } from './glossary.ts';
import { termsOn } from './terms.ts';

/** The keys of the screen below, and what the terms on it mean. */
export function Help({ session, room }: ScreenProps) {
  if (session.overlay?.kind !== 'help') return null;
  const lines = helpLines(session, room.width);
  const top = Math.min(session.overlay.top, Math.max(0, lines.length - room.height));
  const hidden = lines.length - top - room.height;
  const shown = lines.slice(top, top + room.height);
  if (hidden <= 0) return <Lines lines={shown} />;
  return <Lines lines={[...shown.slice(0, -1), [{ text: `  ${hidden + 1} more ↓`, tone: 'quiet' }]]} />;
}

export function helpLines(session: Session, width: number): readonly Line[] {
  const keys = bindings[screenMode(session)].flatMap(({ shown, help }) =>
    wrap(help, width - 14).map(
      (text, i): Line => [{ text: `  ${fit(i === 0 ? shown : '', 12)}`, tone: 'title' }, { text }],
    ),
  );
  const terms = termsOn[session.screen].flatMap((term): readonly Line[] => [
    [{ text: `  ${term}`, tone: 'title' }],
    ...wrap(glossary[term], width - 4).map((line) => `    ${line}`),
  ]);
  return [
    [{ text: 'Keys of this screen', tone: 'accent' }],
    ...keys,
    '',
    [{ text: 'What is on it', tone: 'accent' }],
    ...terms,
  ];
}
