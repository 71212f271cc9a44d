import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError, UsageError } from '../errors.ts';
import { temporaryFolder } from '../testing/context.ts';
import { PreferencesFile } from './preferences.ts';

async function fileWith(text: string): Promise<{ path: string; open: () => PreferencesFile }> {
  const folder = await temporaryFolder();
  const path = join(folder, 'config.json');
  await writeFile(path, text);
  return { path, open: () => new PreferencesFile(folder) };
}

describe('the preferences', () => {
  test('are kept for the next time, in a file that only its owner may read', async () => {
    const folder = await temporaryFolder();
    const file = new PreferencesFile(folder);
    expect(file.read()).toEqual({});
    await file.set('api_key', 'CG-1');
    await file.set('days', 'max');
    await file.set('coin', ' Ethereum');
    await file.set('coin', 'dash');
    await file.unset('api_key');
    expect(new PreferencesFile(folder).read()).toEqual({ coin: 'dash', days: 'max' });
    expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  });

  test('are kept in a folder that is reached by a link, as those of many homes are', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'settings'));
    await symlink(join(root, 'settings'), join(root, 'home'), 'junction');
    await new PreferencesFile(join(root, 'home')).set('coin', 'dash');
    expect(new PreferencesFile(join(root, 'settings')).read()).toEqual({ coin: 'dash' });
  });

  test('become unreadable for others although their file was readable', async () => {
    const { path, open } = await fileWith('{"coin": "dash"}');
    expect((await stat(path)).mode & 0o077).not.toBe(0);
    await open().set('api_key', 'CG-1');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['coin', '../x'],
    ['coin', '__proto__'],
    ['vs_currency', '$'],
    ['days', '0'],
    ['api_key', 'two words'],
    ['api_key', 'a\r\nb'],
    ['theme', 'pink'],
  ] as const)('cannot have %s be %j', async (key, text) => {
    const file = new PreferencesFile(await temporaryFolder());
    await expect(file.set(key, text)).rejects.toThrow(UsageError);
    expect(file.read()).toEqual({});
  });

  test('a key that is refused is not repeated', async () => {
    const file = new PreferencesFile(await temporaryFolder());
    await expect(file.set('api_key', 'secret key')).rejects.toThrow(/^api_key cannot be that value$/);
  });

  test.each(['{"coin": ', 'coin=dash', '', 'null', '["dash"]'])(
    'in a file that is %j are refused by its name, and kept',
    async (text) => {
      const { path, open } = await fileWith(text);
      expect(() => open().read()).toThrow(InputError);
      expect(() => open().read()).toThrow(`${path} is not a JSON object`);
      await expect(open().set('coin', 'dash')).rejects.toThrow(InputError);
      expect(open().path).toBe(path);
      expect(await readFile(path, 'utf8')).toBe(text);
    },
  );

  test.each([
    ['{"days": -4}', 'days', /days cannot be "-4"/],
    ['{"coin": {"a": 1}}', 'coin', /coin cannot be/],
    ['{"theme": null}', 'theme', /theme cannot be "null"/],
  ] as const)('edited into %s are refused by name, until that one is unset', async (text, key, message) => {
    const { open } = await fileWith(text);
    expect(() => open().read()).toThrow(message);
    expect(() => open().read()).toThrow(InputError);
    await open().unset(key);
    expect(open().read()).toEqual({});
  });

  test('of another program or a later version are left alone', async () => {
    const { path, open } = await fileWith('{"colour": "red", "__proto__": {"x": 1}}');
    expect(open().read()).toEqual({});
    await open().set('coin', 'dash');
    expect(await readFile(path, 'utf8')).toContain('"colour"');
  });

  test('are none where their folder cannot be, and cannot be set there', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    const file = new PreferencesFile(join(folder, 'file', 'below'));
    expect(file.read()).toEqual({});
    await expect(file.set('coin', 'dash')).rejects.toThrow(/cannot be used.*/);
  });

  test.runIf(existsSync('/proc/self'))('are none on a file system that makes no folders', async () => {
    const file = new PreferencesFile('/proc/nowhere/below');
    expect(file.read()).toEqual({});
    await expect(file.set('coin', 'dash')).rejects.toThrow(/cannot be used.*/);
  });

  test('set by many at once are all kept', async () => {
    const folder = await temporaryFolder();
    const values = { coin: 'dash', vs_currency: 'eur', days: '90', theme: 'light', api_key: 'CG-1' } as const;
    const keys = Object.keys(values) as (keyof typeof values)[];
    const kept = await Promise.all(keys.map((key) => new PreferencesFile(folder).set(key, values[key])));
    expect(kept).toEqual(['dash', 'eur', 90, 'light', 'CG-1']);
    expect(new PreferencesFile(folder).read()).toEqual({ ...values, days: 90 });
  });

  test('in a folder where their file should be are refused', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'config.json'));
    expect(() => new PreferencesFile(folder)).toThrow(InputError);
  });
});
