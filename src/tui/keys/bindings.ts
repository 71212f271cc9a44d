import type { Action } from '../session/actions.ts';
import type { Session } from '../session/session.ts';
import { ANY_OTHER, type Binding, type KeyMode } from './binding.ts';
import { always, digits, everywhere } from './everywhere.ts';
import { modeOf } from './modes.ts';
import type { KeyName } from './typed.ts';

/** Every key of a mode. What is first wins. */
export function bindingsOf({ keys, common }: KeyMode): readonly Binding[] {
  if (common === 'none') return [...keys, ...always];
  return [...keys, ...(common === 'all' ? [digits] : []), ...everywhere, ...always];
}

/** What a key does now: nothing, or one or more actions. */
export function actionsOf(session: Session, key: KeyName): readonly Action[] {
  const bindings = bindingsOf(modeOf(session)).filter(({ isOn }) => isOn?.(session) ?? true);
  const binding =
    bindings.find(({ keys }) => keys.includes(key)) ?? bindings.find(({ keys }) => keys.includes(ANY_OTHER));
  if (binding === undefined) return [];
  const reaction = typeof binding.action === 'function' ? binding.action(session, key) : binding.action;
  if (reaction === undefined) return [];
  return 'type' in reaction ? [reaction] : reaction;
}

/** The keys that the footer shows now. */
export function footerKeys(session: Session): readonly Binding[] {
  const isShown = ({ isQuiet, isOn }: Binding) =>
    !(typeof isQuiet === 'function' ? isQuiet(session) : isQuiet === true) && (isOn?.(session) ?? true);
  return bindingsOf(modeOf(session)).filter(isShown);
}
