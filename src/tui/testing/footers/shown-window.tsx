import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Instance, render } from 'ink';
import { App } from '../../app.tsx';
import { SurroundingsContext, surroundingsOf } from '../../components/surroundings.ts';
import type { WindowSize } from '../../layout.ts';
import type { Session } from '../../session/session.ts';

/** A window of a size, looked at or listened to. */
export interface WindowShape {
  readonly size: WindowSize;
  readonly isHeard: boolean;
}

export interface ShownWindow extends WindowShape {
  /** The frame of a session, without colours. */
  readonly draw: (session: Session) => Promise<string>;
}

/** The window of a terminal that shows one state of the session after the other. */
export function createWindow({ size, isHeard }: WindowShape): ShownWindow & { readonly close: () => void } {
  let shown: Session | undefined;
  let frame = '';
  const listeners = new Set<() => void>();
  const stdout = Object.assign(new PassThrough(), {
    columns: size.columns,
    write: (text: string) => {
      frame = text;
      return true;
    },
  });
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {}, ref() {}, unref() {} });
  const env = { REDUCED_MOTION: '1' };
  let ink: Instance | undefined;
  return {
    size,
    isHeard,
    draw: async (session: Session): Promise<string> => {
      shown = session;
      ink ??= render(
        <SurroundingsContext value={surroundingsOf({ env, now: () => new Date(0) })}>
          <App
            store={{
              getState: () => shown ?? session,
              dispatch: () => {},
              subscribe: (listener) => {
                listeners.add(listener);
                return () => listeners.delete(listener);
              },
            }}
          />
        </SurroundingsContext>,
        {
          stdin: stdin as unknown as NodeJS.ReadStream,
          stdout: stdout as unknown as NodeJS.WriteStream,
          debug: true,
          exitOnCtrlC: false,
          patchConsole: false,
          isScreenReaderEnabled: isHeard,
        },
      );
      for (const listener of listeners) listener();
      await nextTurn();
      return frame;
    },
    close: () => ink?.unmount(),
  };
}
