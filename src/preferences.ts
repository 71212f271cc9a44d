import Conf from 'conf';
import { InputError, UsageError } from './errors.ts';
import { parseCoin, parseCurrency, parseDays } from './identifiers.ts';

/** What is kept between sessions, as it is written. */
export interface StoredPreferences {
  coin?: string;
  vs_currency?: string;
  days?: number | 'max';
  api_key?: string;
  theme?: Theme;
  /** What the interactive session left for the next one. */
  session?: string;
}

export const themes = ['dark', 'light', 'high-contrast'] as const;
export type Theme = (typeof themes)[number];

export type PreferenceKey = keyof StoredPreferences;

/** How each preference is read from text; each parser throws a RangeError that says what is allowed. */
const parsers = {
  coin: parseCoin,
  vs_currency: parseCurrency,
  days: parseDays,
  api_key: parseKey,
  theme: parseTheme,
  session: parseSession,
} as const satisfies { [Key in PreferenceKey]: (text: string) => StoredPreferences[Key] };

export const preferenceKeys = Object.keys(parsers) as readonly PreferenceKey[];

/** The preferences file, readable by its owner alone. */
export class PreferencesFile {
  private readonly conf: Conf<StoredPreferences>;

  /** @throws {InputError} where the file is not the JSON it was written as */
  constructor(folder?: string) {
    try {
      this.conf = new Conf<StoredPreferences>({
        projectName: 'crypto-predict',
        projectSuffix: '',
        configFileMode: 0o600,
        ...(folder === undefined ? {} : { cwd: folder }),
      });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new InputError({
        code: 'damaged_preferences',
        message: 'the preferences file is not valid JSON',
        hint: 'correct or delete it; it is config.json in the folder crypto-predict of your settings',
        cause: error,
      });
    }
  }

  get path(): string {
    return this.conf.path;
  }

  /** What is set and valid; what someone edited into something else is refused by name. */
  read(): StoredPreferences {
    return Object.fromEntries(
      preferenceKeys.flatMap((key) => {
        const value = this.conf.get(key);
        return value === undefined ? [] : [[key, parsePreference(key, String(value))]];
      }),
    );
  }

  set(key: PreferenceKey, text: string): void {
    this.conf.set(key, parsePreference(key, text));
  }

  unset(key: PreferenceKey): void {
    this.conf.delete(key);
  }
}

/** @throws {UsageError} where there is no such preference */
export function preferenceKey(text: string): PreferenceKey {
  const key = preferenceKeys.find((known) => known === text);
  if (key !== undefined) return key;
  throw new UsageError({
    code: 'unknown_preference',
    message: `there is no preference ${JSON.stringify(text.slice(0, 40))}`,
    hint: `the preferences are ${preferenceKeys.join(', ')}`,
  });
}

function parsePreference(key: PreferenceKey, text: string): StoredPreferences[PreferenceKey] {
  try {
    return parsers[key](text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const shown = key === 'api_key' ? 'that value' : JSON.stringify(text.slice(0, 40));
    throw new UsageError({
      code: 'invalid_preference',
      message: `${key} cannot be ${shown}`,
      hint: error.message,
    });
  }
}

function parseKey(text: string): string {
  if (!/^[\x21-\x7e]{1,200}$/.test(text)) throw new RangeError('use the key as CoinGecko shows it');
  return text;
}

function parseSession(text: string): string {
  if (text.length > 10_000) throw new RangeError('unset it; the session writes it by itself');
  return text;
}

function parseTheme(text: string): Theme {
  const theme = themes.find((known) => known === text);
  if (theme === undefined) throw new RangeError(`use one of ${themes.join(', ')}`);
  return theme;
}
