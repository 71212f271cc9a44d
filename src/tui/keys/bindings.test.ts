import { describe, expect, it } from 'vitest';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { actionsOf, bindingsOf, footerKeys } from './bindings.ts';
import { help, modeOf, modes, question } from './modes.ts';

function press(session: Session, ...keys: readonly string[]): Session {
  return keys.reduce((state, key) => actionsOf(state, key).reduce(reduceSession, state), session);
}

describe('the table of keys', () => {
  it.each(modes)(
    'has a label and a sentence for every key of $title, and one meaning for each that is always on',
    (mode) => {
      for (const { keys, shown, label, help } of bindingsOf(mode)) {
        expect(keys.length).toBeGreaterThan(0);
        expect([shown, label, help].every((text) => text.length > 0)).toBe(true);
      }
      const steady = bindingsOf(mode)
        .filter(({ isOn }) => isOn === undefined)
        .flatMap(({ keys }) => keys);
      expect(new Set(steady).size).toBe(steady.length);
    },
  );

  it.each(modes)('leaves at once with 130 on Ctrl-C in $title', (mode) => {
    expect(bindingsOf(mode).find(({ keys }) => keys.includes('ctrl-c'))?.action).toEqual({
      type: 'quit',
      exitCode: 130,
    });
  });

  it('does nothing on a key that means nothing', () => {
    expect(actionsOf(initialSession, 'ü')).toEqual([]);
  });

  it('goes through the screens by Tab, Shift-Tab and digit, round the end', () => {
    expect(press(initialSession, 'tab', 'tab').screen).toBe('train');
    expect(press(initialSession, 'shift-tab', 'shift-tab').screen).toBe('signals');
    expect(press(initialSession, '4').screen).toBe('predict');
    expect(press(initialSession, '9').screen).toBe('data');
  });

  it('offers to retry only after a failure', () => {
    const labels = (session: Session) => footerKeys(session).map(({ label }) => label);
    const failed = reduceSession(initialSession, { type: 'fetch failed', message: 'no', hint: 'later' });
    expect(labels(initialSession)).not.toContain('retry');
    expect(labels(failed)).toContain('retry');
  });

  it('opens help over a screen, whose Esc leads back', () => {
    const helped = press(initialSession, '?');
    expect(modeOf(helped)).toBe(help);
    expect(modeOf(press(helped, 'escape')).title).toBe('Data');
  });
});

describe('leaving', () => {
  it('is at once while nothing runs', () => {
    expect(press(initialSession, 'q').leaving).toBe(0);
  });

  it('asks while a training runs, and goes on where the answer is no', () => {
    const running = reduceSession(initialSession, { type: 'training asked' });
    const asked = press(running, 'q');
    expect(asked.leaving).toBeUndefined();
    expect(modeOf(asked)).toBe(question);
    expect(press(asked, 'n').train.stage).toBe('running');
    expect(press(asked, 'y').leaving).toBe(0);
  });
});
