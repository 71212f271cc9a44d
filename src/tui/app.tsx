import { useInput, useIsScreenReaderEnabled } from 'ink';
import { useMemo, useSyncExternalStore } from 'react';
import { Frame, TooSmall } from './frame/frame.tsx';
import { viewportOf } from './frame/viewport.ts';
import { Help } from './help/help.tsx';
import { createKeyboard } from './keys/keyboard.ts';
import { heardViewport, isTooSmall } from './layout.ts';
import { shownScreen } from './screens.ts';
import type { Action } from './session/actions.ts';
import type { Session } from './session/session.ts';
import type { Store } from './session/store.ts';
import { ThemeContext } from './theme.ts';

/** The whole session: a function of its state, and keys that become actions. */
export function App({ store }: { readonly store: Store<Session, Action> }) {
  const session = useSyncExternalStore(store.subscribe, store.getState);
  useInput(useMemo(() => createKeyboard(store), [store]));
  return (
    <ThemeContext value={session.theme}>
      <Screen session={session} />
    </ThemeContext>
  );
}

function Screen({ session }: { readonly session: Session }) {
  const isHeard = useIsScreenReaderEnabled();
  if (!isHeard && isTooSmall(session.window)) return <TooSmall session={session} />;
  const viewport = isHeard ? heardViewport(session.window) : viewportOf(session);
  const View = session.help === undefined ? shownScreen(session).View : Help;
  return (
    <Frame session={session}>
      <View session={session} viewport={viewport} />
    </Frame>
  );
}
