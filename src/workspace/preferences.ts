import { existsSync, mkdirSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Conf from 'conf';
import { featureSetNames, sourceChoices, targetNames } from '../domain.ts';
import { hasCode, InputError, MissingError, systemCode, UsageError } from '../errors.ts';
import { parseCoin, parseCurrency, parseDays, parseKey } from '../identifiers.ts';
import { nearest } from '../nearest.ts';
import { withLock } from './locks.ts';
import { preferencesFolder } from './preferences-path.ts';

export const themes = ['dark', 'light', 'high-contrast'] as const;
export type Theme = (typeof themes)[number];

const keptKeys = [
  'coin',
  'vs_currency',
  'target',
  'feature_set',
  'days',
  'source',
  'api_key',
  'theme',
  'session',
] as const;
export type PreferenceKey = (typeof keptKeys)[number];

/** How each preference is read from text; each parser throws a RangeError that says what is allowed. */
const parsers = {
  coin: parseCoin,
  vs_currency: parseCurrency,
  target: oneOf(targetNames),
  feature_set: oneOf(featureSetNames),
  days: parseDays,
  source: oneOf(sourceChoices),
  api_key: parseKey,
  theme: oneOf(themes),
  session: parseSession,
} as const satisfies Record<PreferenceKey, (text: string) => unknown>;

/** What is kept between sessions, as it is written. */
export type StoredPreferences = { [Key in PreferenceKey]?: ReturnType<(typeof parsers)[Key]> };

/** The preferences that a user sets; `session` is what the interactive session keeps for itself. */
export const preferenceKeys = keptKeys.filter((key) => key !== 'session');

const OUT_OF_REACH = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS'];

/** The preferences file, readable by its owner alone. */
export class PreferencesFile {
  readonly path: string;
  /** Undefined where its folder is out of reach, as in a container without a home: nothing is kept. */
  private readonly conf: Conf<StoredPreferences> | undefined;
  private isDamaged = false;

  /** @throws {InputError} where the file is there and cannot be read */
  constructor(folder = preferencesFolder()) {
    try {
      makeFolder(folder);
      this.conf = new Conf<StoredPreferences>({
        cwd: folder,
        configFileMode: 0o600,
        deserialize: (text) => this.deserialize(text),
      });
      this.path = this.conf.path;
    } catch (error) {
      if (!hasCode(error)) throw error;
      if (!OUT_OF_REACH.includes(error.code)) throw unusable(error, 'the preferences file');
      const { path = '', syscall } = error;
      this.path = syscall === 'mkdir' ? join(path, 'config.json') : path;
    }
  }

  /**
   * What is set.
   *
   * @throws {InputError} where the file is damaged, or someone edited a value into what it cannot be
   */
  read(): StoredPreferences {
    if (this.isDamaged) throw damaged(this.path);
    return Object.fromEntries(
      keptKeys.flatMap((key) => {
        const value = this.conf?.get(key);
        return value === undefined ? [] : [[key, this.parseKept(key, String(value))]];
      }),
    );
  }

  /** Sets a preference, and returns it as it is kept. Others that change at the same time are all kept. */
  async set(key: PreferenceKey, text: string): Promise<StoredPreferences[PreferenceKey]> {
    const value = parsePreference(key, text);
    await this.change((conf) => conf.set(key, value));
    return value;
  }

  async unset(key: PreferenceKey): Promise<void> {
    await this.change((conf) => conf.delete(key));
  }

  /** The file is read, changed and written while no other process does so. */
  private async change(work: (conf: Conf<StoredPreferences>) => void): Promise<void> {
    if (this.isDamaged) throw damaged(this.path);
    const { conf } = this;
    if (conf === undefined) throw unusable(undefined, this.path);
    try {
      // A home, or the folder of all settings, may be a link.
      const root = await realpath(dirname(this.path));
      await withLock({ root }, '.', async () => work(conf));
    } catch (error) {
      const cause = error instanceof MissingError ? error.cause : error;
      throw systemCode(cause) === undefined ? error : unusable(cause, this.path);
    }
  }

  private deserialize(text: string): StoredPreferences {
    const stored = objectIn(text);
    this.isDamaged = stored === undefined;
    return stored ?? {};
  }

  private parseKept(key: PreferenceKey, text: string): StoredPreferences[PreferenceKey] {
    try {
      return parsePreference(key, text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      throw new InputError({
        code: error.code,
        message: `in ${this.path}, ${error.message}`,
        hint: error.hint,
        facts: { key },
      });
    }
  }
}

/**
 * Step by step, because a recursive mkdir never ends where a file system says ENOENT of a new folder, as /proc does.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}

/** What a text of JSON says; undefined where it is no object. Each value is parsed when it is read. */
function objectIn(text: string): StoredPreferences | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function damaged(path: string): InputError {
  return new InputError({
    code: 'damaged_preferences',
    message: `${path} is not a JSON object`,
    hint: 'correct or delete it',
  });
}

function unusable(error: unknown, path: string): InputError {
  return new InputError({
    code: 'preferences_not_usable',
    message: `${path} cannot be used${error === undefined ? '' : ` (${systemCode(error)})`}`,
    hint: 'set HOME or XDG_CONFIG_HOME to a folder of yours',
    cause: error,
  });
}

/** What else a preference is called. */
const otherNames: Readonly<Record<string, PreferenceKey>> = {
  vs: 'vs_currency',
  currency: 'vs_currency',
  key: 'api_key',
  set: 'feature_set',
};

/** @throws {UsageError} where there is no such preference */
export function preferenceKey(text: string): PreferenceKey {
  const plain = text.toLowerCase().replaceAll('-', '_');
  const key = preferenceKeys.find((known) => known === plain);
  if (key !== undefined) return key;
  const [meant] = Object.hasOwn(otherNames, plain) ? [otherNames[plain]] : nearest(plain, preferenceKeys);
  throw new UsageError({
    code: 'unknown_preference',
    message: `there is no preference ${JSON.stringify(text.slice(0, 40))}`,
    hint: meant === undefined ? `the preferences are ${preferenceKeys.join(', ')}` : `did you mean ${meant}?`,
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

function parseSession(text: string): string {
  if (text.length > 10_000) throw new RangeError('unset it; the session writes it by itself');
  return text;
}

/** A name of a list, in any case, with hyphens for underscores. */
function oneOf<Name extends string>(names: readonly Name[]): (text: string) => Name {
  const plain = (text: string) => text.toLowerCase().replaceAll('-', '_');
  return (text) => {
    const name = names.find((known) => plain(known) === plain(text));
    if (name === undefined) throw new RangeError(`use one of ${names.join(', ')}`);
    return name;
  };
}
