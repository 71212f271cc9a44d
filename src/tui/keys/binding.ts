import type { Viewport } from '../layout.ts';
import type { Action } from '../session/actions.ts';
import type { Session } from '../session/session.ts';
import type { KeyName } from './typed.ts';

type Reaction = Action | readonly Action[] | undefined;

/** Stands for every key that does nothing else. */
export const ANY_OTHER: KeyName = 'any other';

/** A key that does something: dispatch, the footer, the help and the manual are made from these. */
export interface Binding {
  readonly keys: readonly KeyName[];
  /** How the footer and the help write the keys. */
  readonly shown: string;
  readonly label: string;
  readonly help: string;
  readonly action: Action | ((session: Session, key: KeyName, viewport: Viewport) => Reaction);
  /** Whether it is left out of the footer, which has little room. */
  readonly isQuiet?: true | ((session: Session) => boolean);
  /** Whether it changes only what is drawn: where the screen is read out, the footer leaves it out. */
  readonly isForEyes?: true;
  /** Whether it does something now; where it does not, the footer leaves it out. */
  readonly isOn?: (session: Session) => boolean;
}

/** A state of the session in which keys have one meaning. */
export interface KeyMode {
  /** What the manual calls it; a mode that is another one's shade has none. */
  readonly title: string;
  readonly keys: readonly Binding[];
  /** Which of the keys of every screen work in it: digits may be text. */
  readonly common: 'all' | 'without digits' | 'none';
}
