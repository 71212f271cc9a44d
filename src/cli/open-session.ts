import { createApp } from './create-app.ts';
import type { Process } from './process.ts';
import type { GlobalFlags } from './program.ts';

/** What holds where no flag is given. */
const noFlags: GlobalFlags = { format: 'text', color: true };

/** Whether there is a terminal that can show a session. */
export function canShowSession({ env, stdin, stdout }: Process): boolean {
  return stdin.isTTY && stdout.isTTY && env.TERM !== 'dumb';
}

/** Runs the interactive session to its end, in the workspace that a command would work in; returns the exit code. */
export async function openSession(io: Process, flags: GlobalFlags = noFlags): Promise<number> {
  // What a session has to say is on its screen: there is no spinner to load.
  const app = await createApp({ ...flags, quiet: true }, io);
  // As they load, Ink and chalk read whether CI is set; where it is, they believe that nobody looks, and Ink draws
  // nothing before its end, chalk no colour. At a terminal somebody does. To chalk a CI that is false is set, too.
  delete process.env.CI;
  delete process.env.CONTINUOUS_INTEGRATION;
  const { startSession } = await import('../tui/start.tsx');
  const { stdin, stdout, stderr } = io;
  const { project, preferencesFile } = app;
  return startSession({ stdin, stdout, stderr, context: await app.context(), project, preferencesFile });
}
