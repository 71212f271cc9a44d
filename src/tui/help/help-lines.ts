import { fit, type Line, wrap } from '../drawing/text.ts';
import { bindingsOf } from '../keys/bindings.ts';
import { everywhere } from '../keys/everywhere.ts';
import { shownScreen } from '../screens.ts';
import type { Session } from '../session/session.ts';

/**
 * The keys of the screen that the help lies over, those that wait for something too, and what the terms on it mean. Of
 * the keys of every screen, those that do nothing on this one are left out.
 */
export function helpLines(session: Session, width: number): readonly Line[] {
  const screen = shownScreen(session);
  const own = bindingsOf(screen.modeOf(session)).filter(
    (binding) => !everywhere.includes(binding) || (binding.isOn?.(session) ?? true),
  );
  const keys = own.flatMap(({ shown, help }) =>
    wrap(help, width - 14).map(
      (text, i): Line => [{ text: `  ${fit(i === 0 ? shown : '', 12)}`, tone: 'title' }, { text }],
    ),
  );
  const terms = Object.entries(screen.terms).flatMap(([term, meaning]): readonly Line[] => [
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
