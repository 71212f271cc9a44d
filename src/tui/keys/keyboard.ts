import type { Key } from 'ink';
import type { Action } from '../session/actions.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../session/store.ts';
import { actionsOf } from './actions-of.ts';
import { editing, modeOf, searching } from './modes.ts';
import { isText, keysIn } from './typed.ts';

/**
 * Turns what Ink reads into actions, one key after another, each seen by the state the one before it left. Pasted
 * text is text wherever it arrives: it goes into the field that is edited, or nowhere.
 */
export function createKeyboard(store: Store<Session, Action>): (input: string, key: Key) => void {
  let isPasting = false;
  return (input, key) => {
    let text = '';
    const insert = () => {
      if (text !== '') store.dispatch({ type: 'edited', edit: { kind: 'insert', text } });
      text = '';
    };
    for (const typed of keysIn(input, key)) {
      if (typed.kind === 'paste') {
        isPasting = typed.isOpen;
        continue;
      }
      const mode = modeOf(store.getState());
      const takesText = mode === editing || mode === searching;
      if (takesText && isText(typed.key)) {
        text += typed.key;
        continue;
      }
      if (isPasting && typed.key !== 'ctrl-c') continue;
      insert();
      for (const action of actionsOf(store.getState(), typed.key)) store.dispatch(action);
    }
    insert();
  };
}
