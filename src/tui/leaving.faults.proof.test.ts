import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { key, program, startInTerminal, type TerminalSession } from './testing/terminal-session.ts';

const size = { columns: 80, rows: 24 };

/** The program inside a shell that has written a line, and tells how the terminal is before and after. */
async function startInShell(options = ''): Promise<TerminalSession> {
  const script = [
    'echo a line of before',
    'stty -a > before',
    `node ${options} ${program}`,
    'echo "ended with $?"',
    'stty -a > after',
    'cmp before after && echo the terminal is the same',
    'sleep 60',
  ].join('; ');
  const session = await startInTerminal({ ...size, command: ['sh', '-c', script] });
  await session.until('cannot be reached');
  expect(session.isAlternate()).toBe(true);
  return session;
}

async function expectWhole(session: TerminalSession, exitCode: number): Promise<void> {
  await session.until(`ended with ${exitCode}`);
  const shown = await session.until('the terminal is the same');
  expect(shown).toContain('a line of before');
  expect(session.isAlternate()).toBe(false);
  const output = session.output();
  expect(output.lastIndexOf('\u001b[?25h')).toBeGreaterThan(output.lastIndexOf('\u001b[?25l'));
  expect(output.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(output.lastIndexOf('\u001b[?2004h'));
  expect(output).not.toContain('\u001b[3J');
}

/** The program's own process, below the shell. */
function programIn({ pid }: TerminalSession): number {
  return Number(execFileSync('pgrep', ['-P', String(pid), 'node'], { encoding: 'utf8' }).trim());
}

describe('the terminal comes back whole', () => {
  it('row 50: q → exit 0, the terminal as before', async () => {
    const session = await startInShell();
    await session.press('q');
    await expectWhole(session, 0);
  });

  it('row 50: Ctrl-C in the middle of typing → exit 130, the terminal as before', async () => {
    const session = await startInShell();
    await session.press('i', 'some/path', key.ctrlC);
    await expectWhole(session, 130);
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('row 50: %s → exit 143, the terminal as before', async (signal) => {
    const session = await startInShell();
    process.kill(programIn(session), signal);
    await expectWhole(session, 143);
  });

  it('row 50: a window that shrank → exit 0, the terminal as before', async () => {
    const session = await startInShell();
    session.resize(60, 20);
    await session.until('[1 Data]2 Feat');
    session.resize(80, 24);
    await session.until('[1 Data] 2 Feat');
    await session.press('q');
    await expectWhole(session, 0);
  });

  it.each([
    [
      'an exception inside a component',
      "String.prototype.repeat = () => { throw new Error('broken on purpose'); };",
    ],
    ['an exception outside of any', "setTimeout(() => { throw new Error('broken on purpose'); });"],
  ])('row 50: %s → exit 1 with its message, the terminal as before', async (_, fault) => {
    const saboteur = join(await temporaryFolder(), 'saboteur.mjs');
    await writeFile(saboteur, `process.on('SIGUSR2', () => { ${fault} });`);
    const session = await startInShell(`--import ${saboteur}`);
    process.kill(programIn(session), 'SIGUSR2');
    await session.press('2');
    await session.until('broken on purpose');
    await expectWhole(session, 1);
  });

  it('row 50: Ctrl-Z → stopped, the terminal as before; the session goes on after fg', async () => {
    const session = await startInTerminal({ ...size, command: ['bash', '--norc', '--noprofile', '-i'] });
    await session.press('echo a line of before\r');
    await session.press(`${process.execPath} ${program}\r`);
    await session.until('cannot be reached');
    await session.press('3');
    await session.until('nesterov');
    await session.press(key.ctrlZ);
    const stopped = await session.until('Stopped');
    expect(stopped).toContain('a line of before');
    expect(session.isAlternate()).toBe(false);
    await session.press('fg\r');
    await session.until('[3 Train]');
    expect(session.isAlternate()).toBe(true);
    await session.press(key.down, 'q');
    await session.until(/fg\n(.*\n)+bash.*[#$]/);
    await session.press('echo ended with $?\r');
    await session.until('ended with 0');
    expect(session.isAlternate()).toBe(false);
  });
});
