import { setFlagsFromString } from 'node:v8';
import { render } from 'ink';
import { onAbort } from '../async.ts';
import type { Context } from '../context.ts';
import { ExitCode, InterruptedError } from '../errors.ts';
import type { PreferencesFile } from '../workspace/preferences.ts';
import type { Project } from '../workspace/project.ts';
import { App } from './app.tsx';
import { SurroundingsContext, surroundingsOf } from './components/surroundings.ts';
import type { Action } from './session/actions.ts';
import { initialSession, reduceSession, type Session } from './session/session.ts';
import { createStore, type Effect } from './session/store.ts';
import { createSuspend } from './suspend.ts';
import { createTerminal } from './terminal.ts';

export interface SessionRequest {
  readonly context: Context;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** What everyone wants who works in the workspace. */
  readonly project: () => Promise<Project>;
  readonly preferencesFile: () => Promise<PreferencesFile>;
}

/**
 * Runs the interactive session to its end and returns its exit code: 0 for `q`, 130 for Ctrl-C, 143 for a signal
 * that ends it. The terminal is given back as it was, whatever happens.
 *
 * @throws what a component or a job threw
 */
export async function startSession(request: SessionRequest): Promise<number> {
  const { context, stdin, stdout, stderr } = request;
  // Frames leave much behind that is soon forgotten: collected earlier, it never adds up.
  setFlagsFromString('--heap-growing-percent=50');
  const isHeard = process.env.INK_SCREEN_READER === 'true';
  const terminal = createTerminal(stdout, isHeard);
  const ending = new AbortController();
  const own = { ...context, signal: AbortSignal.any([context.signal, ending.signal]) };
  const { ended, end, fail } = untilEnded();
  const store = createStore<Session, Action>(
    reduceSession,
    { ...initialSession, window: sizeOf(stdout) },
    (action, before, after) => {
      if (after.leaving !== undefined) return end(after.leaving);
      if (action.type === 'suspend asked') return suspend.now();
      effects(action, before, after);
    },
  );
  // What was asked for before there was anybody to do it is done as soon as there is.
  const early: Parameters<Effect<Session, Action>>[] = [];
  let effects: Effect<Session, Action> = (...asked) => void early.push(asked);

  const resized = () => {
    terminal.clear();
    store.dispatch({ type: 'resized', size: sizeOf(stdout) });
  };
  const interrupted = () => end(exitCodeOf(context.signal.reason));
  const frame = (
    <SurroundingsContext value={surroundingsOf(context)}>
      <App store={store} />
    </SurroundingsContext>
  );
  const draw = () => {
    terminal.enter();
    const ink = render(frame, {
      stdout: terminal.stdout,
      stdin,
      stderr,
      exitOnCtrlC: false,
      patchConsole: false,
      // What comes by itself is paced where it comes from; a key is drawn at once.
      maxFps: 1000,
    });
    ink.waitUntilExit().catch(fail);
    return ink;
  };

  process.on('exit', terminal.leave);
  stdout.on('resize', resized);
  const stopListening = onAbort(context.signal, interrupted);
  let ink = draw();
  const suspend = createSuspend({
    release: () => {
      ink.unmount();
      terminal.leave();
    },
    resume: () => {
      ink = draw();
    },
  });
  let preferences: PreferencesFile | undefined;
  let keep = async () => {};
  let theme = initialSession.theme;
  try {
    const [{ createEffects }, { recall, remember }] = await afterFirstFrame();
    const project = await request.project();
    preferences = await request.preferencesFile();
    keep = async () => preferences && remember(preferences, store.getState(), theme);
    const restored = recall({ preferences: preferences.read(), project }, store.getState());
    theme = restored.theme;
    store.dispatch({ type: 'restored', restored });
    effects = await createEffects({ context: own, ...store }, fail);
    store.dispatch({ type: 'started' });
    for (const asked of early) effects(...asked);
    return await ended;
  } finally {
    suspend.dispose();
    await keep();
    ending.abort(new Error('the session ended'));
    stdout.off('resize', resized);
    stopListening();
    ink.unmount();
    terminal.leave();
    process.off('exit', terminal.leave);
    stdin.pause();
  }
}

/** What the first frame does without. */
function afterFirstFrame() {
  return Promise.all([import('./effects/create-effects.ts'), import('./session/remembered.ts')]);
}

/** A promise of the exit code, and both ways to settle it. */
function untilEnded() {
  let end: (exitCode: number) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<number>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { ended, end, fail };
}

function sizeOf({ columns = 80, rows = 24 }: NodeJS.WriteStream) {
  return { columns, rows };
}

function exitCodeOf(reason: unknown): number {
  return reason instanceof InterruptedError ? reason.exitCode : ExitCode.terminated;
}
