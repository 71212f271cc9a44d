import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, testContext } from '../testing/context.ts';
import { readSignalFile, type SignalFile } from './read-signal-file.ts';

/** The signals in a text that is saved under a name. */
async function signalsIn(text: string, request: Partial<SignalFile> = {}, called = 'fear-greed.csv') {
  const file = join(await temporaryFolder(), called);
  await writeFile(file, text);
  const context = await testContext();
  return readSignalFile({ file, name: undefined, known: 'end', ...request }, context);
}

describe('a file of signals', () => {
  it('is one signal where it has one column, called as the file', async () => {
    const { signals } = await signalsIn('date,value\n2024-01-02,2\n2024-01-01,1\n');
    expect(signals).toEqual([
      {
        name: 'fear-greed',
        known: 'end',
        values: [
          { date: '2024-01-01', value: 1 },
          { date: '2024-01-02', value: 2 },
        ],
      },
    ]);
  });

  it('is one signal a column where it has several, called name.column', async () => {
    const { signals } = await signalsIn('Date,Net Flow,USD-Index\n2024-01-01,-1,2\n', { name: 'flows' });
    expect(signals.map(({ name }) => name)).toEqual(['flows.net_flow', 'flows.usd-index']);
    expect(signals[0]?.values).toEqual([{ date: '2024-01-01', value: -1 }]);
  });

  it('is read as people have it: semicolons, a decimal comma, the day first, an index without a name', async () => {
    const { signals } = await signalsIn(';Mood\n01.02.2024;1.234,5\n13.02.2024;-2,5\n');
    expect(signals[0]?.values).toEqual([
      { date: '2024-02-01', value: 1234.5 },
      { date: '2024-02-13', value: -2.5 },
    ]);
  });

  it('may be JSON', async () => {
    const { signals } = await signalsIn('[{"date":"2024-01-01","mood":4}]', {}, 'mood.json');
    expect(signals).toEqual([{ name: 'mood', known: 'end', values: [{ date: '2024-01-01', value: 4 }] }]);
  });

  it('has no value where a cell is empty, and says how many there are', async () => {
    const { signals, missingCells } = await signalsIn('date,a,b\n2024-01-01,1,\n2024-01-02,,2\n');
    expect(signals.map(({ values }) => values)).toEqual([
      [{ date: '2024-01-01', value: 1 }],
      [{ date: '2024-01-02', value: 2 }],
    ]);
    expect(missingCells).toBe(2);
  });

  it.each([
    [
      'a time that is not over at the start of its date',
      'date,a\n2024-01-01 13:00,1\n',
      'line 2 is of 13:00',
    ],
    ['a row with another number of cells', 'date,a\n2024-01-01,1\n2024-01-02,1,000\n', 'line 3 has 3 cells'],
    ['a column twice', 'date,a,A\n2024-01-01,1,2\n', 'has the column A more than once'],
    ['two columns of one name', 'date,a b,a_b\n2024-01-01,1,2\n', 'more than once'],
    ['dates alone', 'date\n2024-01-01\n', 'none of numbers'],
    ['a header alone', 'date,a\n', 'has a header and no rows'],
    ['nothing', '', 'is empty'],
    ['no number', 'date,a\n2024-01-01,\n', 'has no number as a'],
    ['dates that can be read two ways', 'date,a\n03/04/2024,1\n', 'the day or the month first'],
  ])('is refused with %s', async (_, text, message) => {
    await expect(signalsIn(text, { known: 'start' })).rejects.toThrow(message);
  });

  it.each(['con.csv', 'target_price_up.csv', 'timestamp.csv'])(
    'is not called after a name that no signal may have: %s',
    async (file) => {
      const refused = signalsIn('date,a\n2024-01-01,1\n', {}, file);
      await expect(refused).rejects.toThrow('cannot be the name of a signal');
    },
  );
});
