import type { ComponentType } from 'react';
import type { CreateEffects } from './effects/work.ts';
import type { Terms } from './help/glossary.ts';
import type { KeyMode } from './keys/binding.ts';
import type { Viewport } from './layout.ts';
import type { Action } from './session/actions.ts';
import type { EditTarget, Taken } from './session/editing.ts';
import type { Session } from './session/session.ts';

/** What is a screen's own: its name, its part of the session, the actions it brings, what it has typed into. */
export interface ScreenParts {
  readonly name: string;
  readonly state: object;
  readonly action: { readonly type: string };
  readonly target: { readonly kind: string };
}

export interface ScreenProps {
  readonly session: Session;
  readonly viewport: Viewport;
}

/** A screen: all that the session, the keys, the help and the manual need to know of it. */
export interface Screen<Parts extends ScreenParts> {
  readonly name: Parts['name'];
  /** The key that leads to it. */
  readonly digit: string;
  readonly title: string;
  /** The title where there is little room. */
  readonly short: string;
  readonly initial: Parts['state'];
  /** Its state after an action; `session` has what the frame and the fields made of it already. */
  readonly reduce: (state: Parts['state'], action: Action, session: Session) => Parts['state'];
  /** All of its modes, in the order of the manual. */
  readonly modes: readonly KeyMode[];
  readonly modeOf: (session: Session) => KeyMode;
  readonly View: ComponentType<ScreenProps>;
  readonly terms: Terms;
  /** Whether it looks different for another target: only then is F one of its keys. Left out, it never does. */
  readonly isOfTarget?: (session: Session) => boolean;
  /** What becomes of a text that was typed into one of its fields. */
  readonly take?: (session: Session, target: EditTarget, text: string) => Taken;
  /** The name of long work of its own that runs now: leaving would lose it. */
  readonly working?: (session: Session) => string | undefined;
  /** What that work came to, in a sentence; said on other screens where it ends. */
  readonly outcome?: (session: Session) => string | undefined;
  /** What leaving would lose although nothing runs, in a sentence. */
  readonly unsaved?: (session: Session) => string | undefined;
  /** What its actions start; loaded after the first frame. */
  readonly effects: () => Promise<CreateEffects>;
  /** The types that it brings. */
  readonly brings?: Pick<Parts, 'action' | 'target'>;
}
