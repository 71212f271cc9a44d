import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { App } from '../commands/app.ts';
import type { GivenFlags } from '../commands/given-flags.ts';
import { createReporter } from '../commands/reporter.ts';
import { coinOfTicker, tickerNotice } from '../market-data/coins.ts';
import { coingeckoEndpoint } from '../market-data/sources/coingecko/endpoint.ts';
import type { StoredPreferences } from '../workspace/preferences.ts';
import { hasPreferences } from '../workspace/preferences-path.ts';
import type { Project } from '../workspace/project.ts';
import { openWorkspace } from '../workspace/workspace.ts';
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
  const workspace = () =>
    openWorkspace(resolve(io.cwd, flags.workspace ?? env.CRYPTO_PREDICT_WORKSPACE ?? '.'));
  const reporter = await createReporter({
    stderr,
    quiet: flags.quiet ?? false,
    animated: stderr.isTTY && !isPlain,
    given,
  });
  let read: Promise<Project> | undefined;
  const project = () => {
    read ??= readSettings();
    return read;
  };
  const readSettings = async (): Promise<Project> => {
    const { readProject } = await import('../workspace/project.ts');
    const said = await readProject(await workspace());
    const coins = said.coins?.map((text) => {
      const coin = coinOfTicker(text);
      if (coin !== undefined) reporter.notice(tickerNotice(text, coin));
      return coin?.id ?? text;
    });
    return { ...said, coins };
  };
  const stdin = () => addAbortSignal(signal, io.stdin);
  return {
    format: flags.format,
    quiet: flags.quiet ?? false,
    reporter,
    given,
    stderr,
    project,
    defaults: async () => {
      const { target, feature_set } = await stored();
      return { target, feature_set, ...(await project()) };
    },
    preferencesFile,
    preferences: async () => {
      const own = await stored();
      const said = await project();
      return {
        coin: said.coins?.[0] ?? own.coin ?? 'bitcoin',
        vsCurrency: said.vs ?? own.vs_currency ?? 'usd',
        days: said.days ?? own.days ?? 365,
        source: said.source ?? own.source ?? 'auto',
      };
    },
    stdin,
    ask: (question) => ask(question, io),
    context: async () => ({
      workspace: await workspace(),
      now,
      signal,
      stdin,
      env,
      coingecko: async () => coingeckoEndpoint(env, (await stored()).api_key),
    }),
  };
}
