import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { App } from '../commands/app.ts';
import type { GivenFlags } from '../commands/given-flags.ts';
import { createReporter } from '../commands/reporter.ts';
import type { StoredPreferences } from '../workspace/preferences.ts';
import { hasPreferences } from '../workspace/preferences-path.ts';
import { ask } from './ask.ts';
import type { Process } from './process.ts';
import type { GlobalFlags } from './program.ts';

/** What commands work with, from the flags that all of them take and what the process gives. */
export async function createApp(flags: GlobalFlags, io: Process, given: GivenFlags = {}): Promise<App> {
  const { stderr, env, signal, now } = io;
  const isPlain = !flags.color || Boolean(env.NO_COLOR) || env.TERM === 'dumb' || env.CI !== undefined;
  const preferencesFile = async () => new (await import('../workspace/preferences.ts')).PreferencesFile();
  const stored = async (): Promise<StoredPreferences> =>
    hasPreferences() ? (await preferencesFile()).read() : {};
  const reporter = await createReporter({
    stderr,
    quiet: flags.quiet ?? false,
    animated: stderr.isTTY && !isPlain,
    given,
  });
  const stdin = () => addAbortSignal(signal, io.stdin);
  return {
    format: flags.format,
    quiet: flags.quiet ?? false,
    reporter,
    given,
    stderr,
    preferencesFile,
    preferences: async () => {
      const { coin = 'bitcoin', vs_currency = 'usd', days = 365, source = 'auto' } = await stored();
      return { coin, vsCurrency: vs_currency, days, source };
    },
    stdin,
    ask: (question) => ask(question, io),
    context: async () => {
      const { openWorkspace } = await import('../workspace/workspace.ts');
      const { coingeckoEndpoint } = await import('../market-data/sources/coingecko/endpoint.ts');
      const folder = flags.workspace ?? env.CRYPTO_PREDICT_WORKSPACE ?? '.';
      return {
        workspace: await openWorkspace(resolve(io.cwd, folder)),
        now,
        signal,
        stdin,
        env,
        coingecko: async () => coingeckoEndpoint(env, (await stored()).api_key),
      };
    },
  };
}
