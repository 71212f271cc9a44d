const ENTER_SCREEN = '\u001b[?1049h\u001b[H\u001b[2J';
const LEAVE_SCREEN = '\u001b[?1049l';
const PASTE_ON = '\u001b[?2004h';
const PASTE_OFF = '\u001b[?2004l';
const SHOW_CURSOR = '\u001b[?25h';
const HIDE_CURSOR = '\u001b[?25l';
const CLEAR = '\u001b[H\u001b[2J';
/** Wipes what scrolled out of the window, in the alternate screen too. */
const WIPE_SCROLLBACK = '\u001b[3J';

/** The terminal while the session has it: the alternate screen, and a stdout for Ink that keeps to it. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly enter: () => void;
  /** Gives the terminal back as it was; does nothing where it was given back already. */
  readonly leave: () => void;
  readonly clear: () => void;
}

/**
 * Takes over a terminal. Ink's stdout drops what would wipe the user's scrollback, and hides resizes from Ink,
 * which would draw an old layout first: the session clears the screen and draws the new one.
 */
export function createTerminal(stdout: NodeJS.WriteStream, isHeard: boolean): Terminal {
  let isEntered = false;
  const inkStdout = Object.create(stdout, {
    write: {
      value: (text: string | Uint8Array, ...rest: []) =>
        stdout.write(typeof text === 'string' ? text.replaceAll(WIPE_SCROLLBACK, '') : text, ...rest),
    },
    on: {
      value: (event: string, listener: () => void) => {
        if (event !== 'resize') stdout.on(event, listener);
        return inkStdout;
      },
    },
  });
  return {
    stdout: inkStdout,
    enter: () => {
      isEntered = true;
      stdout.write((isHeard ? '' : ENTER_SCREEN + HIDE_CURSOR) + PASTE_ON);
    },
    leave: () => {
      if (!isEntered) return;
      isEntered = false;
      stdout.write(PASTE_OFF + SHOW_CURSOR + (isHeard ? '' : LEAVE_SCREEN));
    },
    clear: () => {
      if (!isHeard) stdout.write(CLEAR);
    },
  };
}
