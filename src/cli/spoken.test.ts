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
    ['evaluate bitcoin, ethereum', 'evaluate --coin=bitcoin,ethereum'],
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

  it('takes no coin for the value of a flag that has none, nor a word for help for a coin', () => {
    expect(words('train bitcoin --workspace')).toBe('train --coin=bitcoin --workspace');
    expect(words('train help')).toBe('train --help');
  });

  it('takes a choice in any case, and with hyphens for underscores', () => {
    expect(words('train --optimizer Gradient_descent')).toBe('train --optimizer gradient-descent');
    expect(words('train --optimizer adam --format JSON')).toBe('train --optimizer adam --format json');
  });

  it('takes a unit after a number for a part of it, and a coin of that name where it is named', () => {
    expect(spokenAs(program, ['train', '--days', '90', 'days', 'dash']).words).toEqual([
      'train',
      '--days',
      '90 days',
      '--coin=dash',
    ]);
    expect(words('train --days 90 --coin days')).toBe('train --days 90 --coin=days');
    expect(words('train --days max days')).toBe('train --days max --coin=days');
  });

  it('changes nothing after --', () => {
    expect(words('train -- bitcoin -h')).toBe('train -- bitcoin -h');
  });
});
