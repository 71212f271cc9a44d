import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { temporaryFolder } from '../../testing/context.ts';

export interface Start {
  readonly columns: number;
  readonly rows: number;
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What runs instead of the program: a shell that runs it, for instance. */
  readonly command?: readonly [file: string, ...args: string[]];
}

/** A built program in a terminal of a test's own. */
export interface TerminalSession {
  readonly pid: number;
  readonly workspace: string;
  /** Where its settings are kept. */
  readonly home: string;
  /** Everything that was written to the terminal. */
  readonly output: () => string;
  /** What the window shows, a line a row. */
  readonly lines: () => readonly string[];
  readonly isAlternate: () => boolean;
  /** Writes keys, one write each. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Waits until the window shows something, drawn in a style where one is given. */
  readonly until: (wanted: string | RegExp, style?: CellStyle) => Promise<string>;
  readonly resize: (columns: number, rows: number) => void;
  readonly exited: Promise<number>;
}

/** How a character is drawn: a colour of the palette or as 0xRRGGBB, or the terminal's own. */
export interface CellStyle {
  readonly color: number | 'default';
  readonly isBold: boolean;
  readonly isInverse: boolean;
}

/** The keys that are not characters. */
export const key = {
  enter: '\r',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageDown: '\u001b[6~',
  end: '\u001b[F',
  tab: '\t',
  shiftTab: '\u001b[Z',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  ctrlU: '\u0015',
  ctrlZ: '\u001a',
} as const;

/** The built program's executable. */
export const program = join(packageRoot, 'bin', 'crypto-predict.js');

const LONGEST_WAIT_MS = 20_000;

/** Starts the built program, out of reach of any network, with settings of its own. */
export async function startInTerminal({
  columns,
  rows,
  env = {},
  ...start
}: Start): Promise<TerminalSession> {
  const workspace = start.workspace ?? (await temporaryFolder());
  const home = await temporaryFolder();
  const [file, ...args] = start.command ?? [process.execPath, program];
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, NODE_ENV: ____, ...outer } = process.env;
  const pty = spawn(file, args, {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: workspace,
    env: {
      ...outer,
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      COINGECKO_BASE_URL: 'http://127.0.0.1:1',
      ...env,
    },
  });
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  let output = '';
  let hasEnded = false;
  pty.onData((data) => {
    output += data;
    terminal.write(data);
  });
  const exited = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      hasEnded = true;
      resolve(signal ? 128 + signal : exitCode);
    });
  });
  onTestFinished(() => {
    if (!hasEnded) pty.kill('SIGKILL');
    terminal.dispose();
  });

  const lines = () => {
    const { active } = terminal.buffer;
    return Array.from(
      { length: terminal.rows },
      (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '',
    );
  };
  const styleOf = (text: string): CellStyle => {
    const { active } = terminal.buffer;
    const row = lines().findIndex((line) => line.includes(text));
    const column = lines()[row]?.indexOf(text) ?? -1;
    const cell = active.getLine(active.baseY + row)?.getCell(column);
    if (cell === undefined) throw new Error(`${text} is not shown`);
    return {
      color: cell.isFgDefault() ? 'default' : cell.getFgColor(),
      isBold: cell.isBold() !== 0,
      isInverse: cell.isInverse() !== 0,
    };
  };
  const until = async (wanted: string | RegExp, style?: CellStyle) => {
    const end = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      const shown = lines().join('\n');
      const isThere = typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown);
      if (isThere && (style === undefined || isDeepStrictEqual(styleOf(String(wanted)), style))) return shown;
      if (performance.now() > end) throw new Error(`${wanted} was not shown; the window shows\n${shown}`);
      await tick();
    }
  };
  return {
    pid: pty.pid,
    workspace,
    home,
    output: () => output,
    lines,
    until,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    press: async (...keys) => {
      for (const each of keys) {
        pty.write(each);
        await tick();
      }
    },
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    exited,
  };
}

/** Goes to the field of a label in the form that is shown. */
export async function goToField({ press, lines, until }: TerminalSession, label: string): Promise<void> {
  await until(new RegExp(`^ [› ] ${label}`, 'm'));
  const rows = lines();
  const by =
    rows.findIndex((line) => line.slice(3).startsWith(label)) -
    rows.findIndex((line) => line.startsWith(' ›'));
  await press(...Array.from({ length: Math.abs(by) }, () => (by < 0 ? key.up : key.down)));
  await until(`› ${label}`);
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 15));
}
