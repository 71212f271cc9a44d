import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import type { Context } from '../context.ts';
import { NOW } from '../testing/context.ts';
import { fuzz } from '../testing/fuzz.ts';
import { createFuzzedProgram } from '../testing/fuzzed-program.ts';
import { stringWidth } from './drawing/width.ts';
import { bindingsOf } from './keys/bindings.ts';
import { modeOf } from './keys/modes.ts';
import type { KeyName } from './keys/typed.ts';
import type { WindowSize } from './layout.ts';
import { screens } from './screens.ts';
import type { Session } from './session/session.ts';
import { typedText } from './session/text-field.ts';
import { type PlayedSession, playSession } from './testing/played-session.tsx';

const market = ['--coin', 'bitcoin', '--offline', '--quiet'];
const program = await createFuzzedProgram([
  ['train', ...market, '--l2', '2', '--epochs', '20'],
  ['train', ...market],
  ['evaluate', ...market, '--days', '200'],
  ['predict', ...market],
]);
const { sandbox } = program;
const home = process.cwd();
// A path that is typed begins here.
process.chdir(sandbox.home);
afterAll(async () => {
  process.chdir(home);
  await program[Symbol.asyncDispose]();
});

/** What a terminal sends for the keys that write no character. */
const sent: Readonly<Record<KeyName, string>> = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  'shift-tab': '\u001b[Z',
  backspace: '\u007f',
  'ctrl-u': '\u0015',
  'ctrl-z': '\u001a',
  'ctrl-c': '\u0003',
};

type Event =
  | { readonly kind: 'key'; readonly place: number }
  | { readonly kind: 'input'; readonly text: string }
  | { readonly kind: 'resize'; readonly window: WindowSize }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const window = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom({ columns: 80, rows: 24 }, { columns: 60, rows: 20 }) },
  fc.record({ columns: fc.integer({ min: 1, max: 300 }), rows: fc.integer({ min: 1, max: 100 }) }),
);
const text = fc.oneof(
  fc.constantFrom(
    'bitcoin',
    'doge',
    '0.5',
    '-1e999',
    '2026-01-15',
    '2026-02-30',
    'max',
    '比特币',
    '👩‍👩‍👧‍👦',
    'e\u0301',
    '\u202e',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const input = fc.oneof(
  text,
  text.map((pasted) => `\u001b[200~${pasted}\r${pasted}\u001b[201~`),
  fc.constantFrom(
    '\u001b[200~',
    '\u001b[201~',
    `\u001b[200~${'7'.repeat(10_000)}\u001b[201~`,
    'x'.repeat(500),
  ),
  fc.constantFrom(
    '\u001bOP',
    '\u001b[15~',
    '\u001b[1;5A',
    '\u001b[<0;3;4M',
    '\u001b]0;x\u0007',
    '\u001b[?1;2c',
    '\u001b[',
  ),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('key'), place: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('input'), text: input }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resize'), window }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait'), milliseconds: fc.integer({ min: 1, max: 100 }) }),
  },
);

/** One of the keys that mean something now; seldom the one that leaves. */
function keyAt(session: PlayedSession, place: number): string {
  const keys = bindingsOf(modeOf(session.getState())).flatMap((binding) => binding.keys);
  const meant = keys.filter((key) => key !== 'ctrl-c' && (key !== 'q' || place % 7 === 0));
  const key = meant[place % meant.length] ?? 'escape';
  return sent[key] ?? key;
}

/** Whether what is on disk is shown, as far as the screen that is open looks at it. */
function isOpen(
  { data, runs, features, predict, evaluate, monitor, screen }: Session,
  isTrained: boolean,
): boolean {
  if (data.chart === undefined || runs.list === undefined || (isTrained && predict.run === undefined))
    return false;
  if (screen === 'features') return features.view !== undefined;
  if (screen === 'evaluate') return evaluate.isRead;
  return screen !== 'monitor' || monitor.report !== undefined || monitor.problem !== undefined;
}

/** What is typed as the path of a file to write stays in the folder where the session began. */
async function keepInside(session: PlayedSession): Promise<void> {
  const { editing } = session.getState();
  if (editing?.target.kind === 'save' && /[/\\~]/.test(typedText(editing))) await session.write('\u0015');
}

async function play(session: PlayedSession, event: Event): Promise<void> {
  await keepInside(session);
  if (event.kind === 'key') await session.write(keyAt(session, event.place));
  if (event.kind === 'input') await session.write(event.text);
  if (event.kind === 'resize') await session.resize(event.window);
  if (event.kind === 'wait') await delay(event.milliseconds);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const colour = /\u001b\[[\d;]*m/g;

const wrong = /[^\P{Cc}\n]|\bNaN\b|\bundefined\b|\[object |Infinity/u;

function expectFrame(frame: string, { columns, rows }: WindowSize): void {
  const plain = frame.replace(colour, '').replace(/\n$/, '');
  const lines = plain.split('\n');
  const isWhole =
    lines.length <= Math.max(1, rows - 1) &&
    lines.every((line) => stringWidth(line) <= columns) &&
    !wrong.test(plain);
  // Frames are many, and an expectation takes longer than a look.
  if (!isWhole) expect.fail(`no frame for ${columns}×${rows}:\n${plain}`);
}

const inputs = fc.record({
  window,
  isTrained: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  screen: fc.constantFrom(...screens.map(({ digit }) => digit)),
  /** Whether keys wait until the first screen is there, as people do. */
  isPatient: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  events: fc.array(event, { minLength: 1, maxLength: 25, size: 'max' }),
});
let count = 0;

/** A session is accepted where its keys end it, and refused where it takes Ctrl-C. */
fuzz('keystrokes', inputs, async ({ window, isTrained, screen, isPatient, events }) => {
  count += 1;
  const root = join(sandbox.home, `session-${count}`);
  await mkdir(root);
  if (isTrained) await cp(sandbox.workspace, root, { recursive: true });
  const context: Context = {
    workspace: { root },
    now: () => NOW,
    signal: new AbortController().signal,
    env: {},
    stdin: () => Readable.from([]),
    coingecko: async () => ({ baseUrl: 'http://127.0.0.1:9', apiKey: undefined, plan: 'demo' }),
  };
  const session = await playSession(context, window, expectFrame);
  await session.write(screen);
  while (isPatient && !isOpen(session.getState(), isTrained)) await nextTurn();
  for (const event of events) {
    if (session.getState().leaving !== undefined) break;
    await play(session, event);
  }
  const hasLeft = session.getState().leaving === 0;
  if (!hasLeft) await session.write('\u0003');
  session.end();
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
  expect(session.getState().leaving).toBe(hasLeft ? 0 : 130);
  return hasLeft ? 'accepted' : 'refused';
});
