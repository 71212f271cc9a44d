import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { render } from 'ink';
import type { Context } from '../../context.ts';
import { App } from '../app.tsx';
import { SurroundingsContext, surroundingsOf } from '../components/surroundings.ts';
import { createEffects } from '../effects/create-effects.ts';
import type { WindowSize } from '../layout.ts';
import type { Action } from '../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { createStore, type Effect } from '../session/store.ts';

/** The interactive session in this process: its real screens and its real work, on a terminal that is none. */
export interface PlayedSession {
  readonly getState: () => Session;
  /** Writes to stdin what a terminal would, and lets the session draw. */
  readonly write: (input: string) => Promise<void>;
  readonly resize: (window: WindowSize) => Promise<void>;
  /** Ends all work; throws what went wrong in any of it. */
  readonly end: () => void;
}

/** @param look sees every frame, and the window it was drawn for */
export async function playSession(
  context: Context,
  window: WindowSize,
  look: (frame: string, window: WindowSize) => void,
): Promise<PlayedSession> {
  const faults: unknown[] = [];
  const ending = new AbortController();
  let effects: Effect<Session, Action> = () => {};
  const store = createStore<Session, Action>(reduceSession, { ...initialSession, window }, (...reduced) =>
    effects(...reduced),
  );
  effects = await createEffects({ context: { ...context, signal: ending.signal }, ...store }, (fault) => {
    faults.push(fault);
  });
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {}, ref() {}, unref() {} });
  const stdout = Object.assign(new PassThrough(), {
    columns: window.columns,
    write: (frame: string) => {
      try {
        look(frame, store.getState().window);
      } catch (fault) {
        faults.push(fault);
      }
      return true;
    },
  });
  const frame = (
    <SurroundingsContext value={surroundingsOf(context)}>
      <App store={store} />
    </SurroundingsContext>
  );
  const ink = render(frame, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  ink.waitUntilExit().catch((fault: unknown) => faults.push(fault));
  store.dispatch({ type: 'started' });
  return {
    getState: store.getState,
    write: async (input) => {
      stdin.write(input);
      await nextTurn();
      // A lone Esc may be the beginning of a sequence until the turn is over.
      await nextTurn();
    },
    resize: async (size) => {
      stdout.columns = size.columns;
      store.dispatch({ type: 'resized', size });
      await nextTurn();
    },
    end: () => {
      ending.abort(new Error('the session ended'));
      ink.unmount();
      if (faults.length > 0) throw faults[0];
    },
  };
}
