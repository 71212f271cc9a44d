import { viewportOf } from '../frame/viewport.ts';
import type { Action } from '../session/actions.ts';
import type { Session } from '../session/session.ts';
import { ANY_OTHER } from './binding.ts';
import { bindingsOf } from './bindings.ts';
import { modeOf } from './modes.ts';
import type { KeyName } from './typed.ts';

/** What a key does now: nothing, or one or more actions. */
export function actionsOf(session: Session, key: KeyName): readonly Action[] {
  const bindings = bindingsOf(modeOf(session)).filter(({ isOn }) => isOn?.(session) ?? true);
  const binding =
    bindings.find(({ keys }) => keys.includes(key)) ?? bindings.find(({ keys }) => keys.includes(ANY_OTHER));
  if (binding === undefined) return [];
  const { action } = binding;
  const reaction = typeof action === 'function' ? action(session, key, viewportOf(session)) : action;
  if (reaction === undefined) return [];
  return 'type' in reaction ? [reaction] : reaction;
}
