import { describe, expect, it } from 'vitest';
import type { SavedRun } from '../../workspace/runs.ts';
import { footerKeys } from '../frame/footer.ts';
import type { Action } from '../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { actionsOf } from './actions-of.ts';
import { bindingsOf } from './bindings.ts';
import { help, modeOf, modes, question } from './modes.ts';

const run = {
  id: 'a',
  model: {
    features: ['price'],
    scaler: { name: 'min-max', offsets: [0], scales: [100] },
    parameters: { weights: [2], intercept: -1 },
    trainingRanges: [{ min: 0, max: 100 }],
  },
} as unknown as SavedRun;

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

  it('takes its question back once the training it was about has ended', () => {
    const running = reduceSession(initialSession, { type: 'training asked' });
    const ended: Action = { type: 'training failed', message: 'no', hint: 'later' };
    expect(modeOf(reduceSession(press(running, 'q'), ended)).title).toBe('Data');
    const asked = press(reduceSession(running, { type: 'walk asked', kind: 'search' }), 'q');
    const half = reduceSession(asked, ended);
    expect(asked.question?.text).toBe('A training and a search run. Leave, and lose it?');
    expect(half.question?.text).toBe('A search runs. Leave, and lose it?');
    expect(reduceSession(half, { type: 'walk cancelled' }).question).toBeUndefined();
    const other = reduceSession(running, {
      type: 'asked',
      question: { text: 'Remove it?', yes: { type: 'undo asked' } },
    });
    expect(reduceSession(other, ended).question?.text).toBe('Remove it?');
  });

  it('asks where values of the forecast were typed over, until they are the newest day’s again', () => {
    const changed = [
      {
        type: 'prediction prepared',
        run,
        newest: { date: '2026-01-31', values: [50], threshold: undefined },
      },
      { type: 'values opened', values: [75], file: 'a.json' },
    ] satisfies readonly Action[];
    const asked = press(changed.reduce(reduceSession, initialSession), 'q');
    expect(asked.leaving).toBeUndefined();
    expect(asked.question?.text).toContain('The values of the forecast were changed.');
    const busy = press(
      reduceSession(changed.reduce(reduceSession, initialSession), { type: 'training asked' }),
      'q',
    );
    const rested = reduceSession(busy, { type: 'training cancelled' });
    expect(busy.question?.text).toMatch(/^A training runs\. /);
    expect(rested.question?.text).toBe(asked.question?.text);
    expect(press(press(asked, 'n', '4', 'n'), 'q').leaving).toBe(0);
  });
});

describe('cancelling a training', () => {
  const at = (epoch: number) => {
    const now = {
      epoch,
      gradientNorm: 1,
      train: 1,
      test: 1,
      epochsPerSecond: 100,
      share: 0,
      secondsLeft: undefined,
    };
    const ahead = { epoch, low: 1, high: 1, weight: 1 };
    return (
      [
        { type: 'screen chosen', screen: 'train' },
        { type: 'training asked' },
        { type: 'training progressed', points: [{ epoch, train: 1, test: 1 }], weights: [], now, ahead },
      ] satisfies readonly Action[]
    ).reduce(reduceSession, initialSession);
  };

  it('asks where it has run for long, and says how long', () => {
    const asked = press(at(1_200), 'escape');
    expect(asked.question?.text).toBe('It has trained for 12 s. Cancel, and lose that?');
    expect(press(asked, 'n').train.stage).toBe('running');
    expect(actionsOf(asked, 'y')).toEqual([{ type: 'answered', isYes: true }]);
    expect(asked.question?.yes).toEqual({ type: 'training cancel asked' });
  });

  it('is at once where little is lost', () => {
    expect(actionsOf(at(900), 'escape')).toEqual([{ type: 'training cancel asked' }]);
  });
});
