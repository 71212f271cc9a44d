import { defaultTask, type FeatureSetName, type TargetName } from '../domain.ts';
import { MissingError } from '../errors.ts';
import { coinOfTicker, tickerNotice } from '../market-data/coins.ts';
import { isKnownCurrency } from '../market-data/currencies.ts';
import type { PreferenceKey } from '../workspace/preferences.ts';
import type { App, Register } from './app.ts';
import { examples } from './options.ts';

/** `config`: the preferences kept between sessions. */
export const registerConfig: Register = (program, run) => {
  const config = program
    .command('config')
    .description(
      'the preferences kept between sessions: coin, vs_currency, target, feature_set, days, source, api_key, theme',
    )
    .addHelpText(
      'after',
      examples(
        'crypto-predict config list',
        'crypto-predict config set coin ethereum',
        'crypto-predict config path',
      ),
    );
  const open = () => import('../workspace/preferences.ts');

  config
    .command('list', { isDefault: true })
    .description(
      'show every setting, and whether it is from your preferences or the project; a key is hidden',
    )
    .addHelpText('after', examples('crypto-predict config list', 'crypto-predict config list --format json'))
    .action(() =>
      run(async (app) => {
        const { values, origins } = await settingsOf(app);
        const shown = values.api_key === undefined ? values : { ...values, api_key: HIDDEN };
        const { preferenceKeys } = await open();
        const keys = preferenceKeys.flatMap((key): SettingKey[] => (key === 'coin' ? [key, 'coins'] : [key]));
        const text = keys.map((key) => {
          const origin = origins[key];
          if (origin === undefined) return `${key.padEnd(12)} (not set)`;
          return `${key.padEnd(12)} ${String(shown[key]).padEnd(24)} ${originInWords[origin]}`;
        });
        return { json: { ...shown, origins }, text: text.join('\n') };
      }),
    );
  config
    .command('get <key>')
    .description('print one preference, or its default; a key is hidden')
    .addHelpText(
      'after',
      examples('crypto-predict config get coin', 'crypto-predict config get days --format json'),
    )
    .action((name: string) =>
      run(async (app) => {
        const key = (await open()).preferenceKey(name);
        const { coin, vsCurrency, days, source } = await app.preferences();
        const { target = defaultTask.target, feature_set } = await app.defaults();
        const used = {
          ...(await app.preferencesFile()).read(),
          target,
          feature_set: feature_set ?? (await setOf(target)),
          coin,
          vs_currency: vsCurrency,
          days,
          source,
        };
        const value = used[key];
        if (value === undefined) {
          throw new MissingError({
            code: 'not_set',
            message: `${key} is not set`,
            hint: `set it with crypto-predict config set ${key} VALUE`,
          });
        }
        const shown = key === 'api_key' ? HIDDEN : value;
        return { json: { [key]: shown }, text: String(shown), isData: true };
      }),
    );
  config
    .command('set <key> <value>')
    .description('set one preference')
    .addHelpText(
      'after',
      examples(
        'crypto-predict config set coin ethereum',
        'crypto-predict config set target large_move',
        'crypto-predict config set theme dark',
      ),
    )
    .action((name: string, value: string) =>
      run(async (app) => {
        const key = (await open()).preferenceKey(name);
        const file = await app.preferencesFile();
        const coin = key === 'coin' ? coinOfTicker(value) : undefined;
        if (coin !== undefined) app.reporter.notice(tickerNotice(value, coin));
        const kept = await file.set(key, coin?.id ?? value);
        if (key === 'vs_currency' && !isKnownCurrency(String(kept)))
          app.reporter.notice(
            `${kept} is not a currency in which CoinGecko or an exchange quotes, as far as is known`,
          );
        const shown = key === 'api_key' ? HIDDEN : kept;
        return { json: { [key]: shown }, text: `${key} is now ${shown}` };
      }),
    );
  config
    .command('unset <key>')
    .description('remove one preference')
    .addHelpText('after', examples('crypto-predict config unset coin', 'crypto-predict config unset api_key'))
    .action((name: string) =>
      run(async (app) => {
        const key = (await open()).preferenceKey(name);
        await (await app.preferencesFile()).unset(key);
        return { json: { [key]: null }, text: `${key} is not set any more` };
      }),
    );
  config
    .command('path')
    .description('print where the preferences are')
    .addHelpText('after', examples('crypto-predict config path', 'crypto-predict config path --format json'))
    .action(() =>
      run(async (app) => {
        const { path } = await app.preferencesFile();
        return { json: { path }, text: path, isData: true };
      }),
    );
};

async function setOf(target: TargetName): Promise<FeatureSetName> {
  const { targets } = await import('../features/engineer.ts');
  return targets[target].defaultFeatureSet;
}

/** What can be set: the preferences of a user, and the coins of a project. */
type SettingKey = Exclude<PreferenceKey, 'session'> | 'coins';

const originInWords = {
  environment: 'from the environment',
  project: 'from crypto-predict.json of this workspace',
  user: 'from your preferences',
} as const;

interface Settings {
  readonly values: { readonly [Key in SettingKey]?: unknown };
  readonly origins: { readonly [Key in SettingKey]?: keyof typeof originInWords };
}

/** All that is set, and by what: the environment comes before the project, and that before the user's preferences. */
async function settingsOf(app: App): Promise<Settings> {
  const { session: _, ...user } = (await app.preferencesFile()).read();
  const { vs, coins, ...others } = await app.project();
  const project = { coin: coins?.[0], coins, vs_currency: vs, ...others };
  const environment = { api_key: (await app.context()).env.COINGECKO_API_KEY || undefined };
  const layers = [
    ['user', user],
    ['project', project],
    ['environment', environment],
  ] as const;
  const set = layers.flatMap(([origin, layer]) =>
    Object.entries(layer).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value, origin }])),
  );
  return {
    values: Object.fromEntries(set.map(({ key, value }) => [key, value])),
    origins: Object.fromEntries(set.map(({ key, origin }) => [key, origin])),
  };
}

const HIDDEN = '********';
