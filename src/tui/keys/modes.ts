import { screens, shownScreen } from '../screens.ts';
import type { Session } from '../session/session.ts';
import type { KeyMode } from './binding.ts';
import { helpKeys, questionKeys } from './overlays.ts';
import { editingKeys, searchingKeys } from './typing.ts';

export const editing: KeyMode = { title: 'While a field is typed into', keys: editingKeys, common: 'none' };
export const searching: KeyMode = { title: 'While a coin is searched', keys: searchingKeys, common: 'none' };
export const question: KeyMode = { title: 'A question', keys: questionKeys, common: 'none' };
export const help: KeyMode = { title: 'The help', keys: helpKeys, common: 'none' };

/** Every mode of the session: the screens' own, then those that lie over a screen. */
export const modes: readonly KeyMode[] = [
  ...screens.flatMap((screen): readonly KeyMode[] => screen.modes),
  editing,
  searching,
  question,
  help,
];

/** Where the session is now: what takes the keys. */
export function modeOf(session: Session): KeyMode {
  if (session.question !== undefined) return question;
  if (session.editing !== undefined) return session.editing.place === 'search' ? searching : editing;
  return session.help === undefined ? screenMode(session) : help;
}

/** The mode of the screen below whatever lies over it. */
function screenMode(session: Session): KeyMode {
  return shownScreen(session).modeOf(session);
}
