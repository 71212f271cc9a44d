import { describe, expect, it } from 'vitest';
import { createProgram } from './program.ts';
import { spokenAs } from './spoken.ts';

const program = createProgram({ stdout: process.stdout }, async () => {});
const words = (line: string) => spokenAs(program, line.split(' ')).words.join(' ');

describe('a command line as people write it', () => {
  it.each([
    ['train bitcoin', 'train --coin=bitcoin'],
    ['train bitcoin --days 90', 'train --days 90 --coin=bitcoin'],
    ['evaluate bitcoin ethereum', 'evaluate --coin=bitcoin,ethereum'],
    ['evaluate --coin bitcoin --coin=ethereum', 'evaluate --coin=bitcoin,ethereum'],
    ['--format json train bitcoin', '--format json train --coin=bitcoin'],
    ['train --source bundled bitcoin --quiet', 'train --source bundled --quiet --coin=bitcoin'],
  ])('takes coins by position, and several flags as one list: %s', (line, expected) => {
    expect(words(line)).toBe(expected);
  });

  it.each([
    'runs show newest',
    'completion bash',
    'config set coin dash',
    'predict --json - --coin=bitcoin',
    'nonsense bitcoin',
    'fetch --api-key secret',
    'serve bitcoin',
  ])('leaves what a command takes by position as it is: %s', (line) => {
    expect(words(line)).toBe(line);
  });

  it('knows the short flags', () => {
    expect(words('train -h')).toBe('train --help');
    expect(words('-V')).toBe('--version');
  });

  it('takes a ticker that one well-known coin has for that coin, and says so', () => {
    expect(spokenAs(program, ['train', 'BTC'])).toEqual({
      words: ['train', '--coin=bitcoin'],
      notices: ['BTC is taken for Bitcoin: bitcoin'],
    });
    expect(spokenAs(program, ['train', '--coin', 'dai'])).toEqual({
      words: ['train', '--coin=dai'],
      notices: [],
    });
    expect(spokenAs(program, ['train', '--coin', 'nosuch']).notices).toEqual([]);
  });

  it('takes a hyphen in a choice for an underscore', () => {
    expect(words('train --optimizer gradient-descent')).toBe('train --optimizer gradient-descent');
  });

  it('changes nothing after --', () => {
    expect(words('train -- bitcoin -h')).toBe('train -- bitcoin -h');
  });
});
