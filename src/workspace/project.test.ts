import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { createSandbox } from '../testing/run-program.ts';
import { PROJECT_FILE, parseProject, readProject } from './project.ts';

describe('the settings of a project', () => {
  it('are read once, each as a flag of its name would be', () => {
    const text = `{ "coins": ["Bitcoin", "ethereum", "bitcoin"], "vs": "EUR", "target": "large_move",
      "feature_set": "market", "days": "2y", "source": "bundled" }`;
    expect(parseProject(text)).toEqual({
      coins: ['bitcoin', 'ethereum'],
      vs: 'eur',
      target: 'large_move',
      feature_set: 'market',
      days: 730,
      source: 'bundled',
    });
    expect(parseProject('{ "days": 90 }')).toEqual({ days: 90 });
    expect(parseProject('{}')).toEqual({});
  });

  it.each([
    ['', 'is not valid JSON', 'correct or delete it'],
    ['[1]', 'is not a JSON object', 'correct or delete it'],
    ['null', 'is not a JSON object', 'correct or delete it'],
    [
      '{"coin":"x"}',
      'has a key "coin" that is not known',
      'its keys are coins, vs, target, feature_set, days, source',
    ],
    ['{"__proto__":{"vs":"eur"}}', 'has a key "__proto__" that is not known', 'its keys are'],
    ['{"constructor":1}', 'has a key "constructor" that is not known', 'its keys are'],
    ['{"api_key":"CG-secret"}', 'has a key "api_key" that is not known', 'a key is no setting of a project'],
    ['{"coins":"bitcoin"}', 'has a value of coins that', 'use a list'],
    ['{"coins":[]}', 'has a value of coins that', 'name one coin'],
    ['{"coins":["../x"]}', 'has a value of coins.0 that', 'use a CoinGecko id'],
    ['{"vs":5}', 'has a value of vs that', 'use a currency code'],
    ['{"vs":"CG-secret"}', 'has a value of vs that', 'use a currency code'],
    ['{"target":"up"}', 'has a value of target that', 'use one of direction, large_move, beats_bitcoin'],
    ['{"target":null}', 'has a value of target that', 'use one of direction'],
    ['{"feature_set":["market"]}', 'has a value of feature_set that', 'use one of classic'],
    ['{"days":0}', 'has a value of days that', 'use max, or a whole number'],
    ['{"source":"web"}', 'has a value of source that', 'use one of auto'],
    [
      `{"coins":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      'has a value of coins.0 that',
      'use names in quotes',
    ],
  ])('are refused by name, and no value is shown: %.60s', (text, what, hint) => {
    const refused = refusalOf(text);
    expect(refused.message).toContain(`crypto-predict.json ${what}`);
    expect(refused.hint).toContain(hint);
    expect(`${refused.message} ${refused.hint}`).not.toContain('secret');
    expect([refused.code, refused.exitCode]).toEqual(['invalid_project', 3]);
  });

  it('are in a regular file of at most 64 KiB, or nowhere', async () => {
    await using absent = await createSandbox();
    expect(await readProject({ root: absent.workspace })).toEqual({});
    await absent.write(PROJECT_FILE, ' '.repeat(65_537));
    await expect(readProject({ root: absent.workspace })).rejects.toThrow('is larger than 64 KiB');

    await using linked = await createSandbox();
    await writeFile(join(linked.home, 'other.json'), '{}');
    await symlink(join(linked.home, 'other.json'), join(linked.workspace, PROJECT_FILE));
    await expect(readProject({ root: linked.workspace })).rejects.toThrow('is a link');

    await using folder = await createSandbox();
    await mkdir(join(folder.workspace, PROJECT_FILE));
    await expect(readProject({ root: folder.workspace })).rejects.toThrow('is not a file');
  });
});

function refusalOf(text: string): InputError {
  try {
    parseProject(text);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
