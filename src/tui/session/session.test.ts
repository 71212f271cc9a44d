import { describe, expect, it } from 'vitest';
import type { Action } from './actions.ts';
import { initialSession, reduceSession, type Session } from './session.ts';

const reduce = (session: Session, ...actions: readonly Action[]) => actions.reduce(reduceSession, session);

const editDays: Action = {
  type: 'edit started',
  target: { kind: 'data', field: 'days' },
  place: 'field',
  label: 'days',
  hint: '',
  text: '365',
};
const insert = (text: string): Action => ({ type: 'edited', edit: { kind: 'insert', text } });
const clear: Action = { type: 'edited', edit: { kind: 'clear' } };

describe('a field of the Data screen', () => {
  it('takes a value that can be one', () => {
    const session = reduce(initialSession, editDays, clear, insert('90'), { type: 'edit submitted' });
    expect(session.days).toBe(90);
    expect(session.editing).toBeUndefined();
  });

  it('says what is wrong where it is typed, until it is mended', () => {
    const wrong = reduce(initialSession, editDays, clear, insert('0'), { type: 'edit submitted' });
    expect(wrong.editing?.problem).toMatch(/whole number/);
    expect(reduce(wrong, insert('1')).editing?.problem).toBeUndefined();
  });

  it('is left without a question where nothing was typed, and with one where something was', () => {
    expect(reduce(initialSession, editDays, { type: 'edit left' }).editing).toBeUndefined();
    const asked = reduce(initialSession, editDays, insert('9'), { type: 'edit left' });
    expect(asked.question?.text).toMatch(/Discard/);
    expect(reduce(asked, { type: 'answered', isYes: false }).editing).toBeDefined();
    expect(reduce(asked, { type: 'answered', isYes: true }).editing).toBeUndefined();
  });
});

describe('a training', () => {
  it('is started once, paused, resumed and cancelled back to the settings', () => {
    const running = reduce(initialSession, { type: 'training asked' });
    expect(reduce(running, { type: 'training paused' }).train.stage).toBe('paused');
    expect(reduce(running, { type: 'training stepped' }, { type: 'training resumed' }).train.stage).toBe(
      'running',
    );
    expect(reduce(running, { type: 'training cancelled' }).train).toMatchObject({ stage: 'form', curve: [] });
  });

  it('keeps a curve of few points however long it takes', () => {
    const now = {
      epoch: 1,
      gradientNorm: 1,
      train: 1,
      test: 1,
      epochsPerSecond: 1,
      share: 0,
      secondsLeft: undefined,
    };
    const points = Array.from({ length: 50_000 }, (_, i) => ({ epoch: i + 1, train: 1, test: 1 }));
    const ahead = { epoch: 50_000, low: 1, high: 1, weight: 1 };
    const { curve } = reduce(initialSession, {
      type: 'training progressed',
      points,
      weights: [],
      now,
      ahead,
    }).train;
    expect(curve.length).toBeLessThanOrEqual(1024);
    expect(curve[0]?.epoch).toBe(1);
    expect(curve.at(-1)?.epoch).toBe(50_000);
  });

  it('refuses a setting out of range and says the range', () => {
    const edit: Action = {
      type: 'edit started',
      target: { kind: 'train', field: 'testSize' },
      place: 'field',
      label: '',
      hint: '',
      text: '',
    };
    const wrong = reduce({ ...initialSession, screen: 'train' }, edit, insert('1'), {
      type: 'edit submitted',
    });
    expect(wrong.editing?.problem).toBe('use above 0 and below 1');
    const right = reduce({ ...initialSession, screen: 'train' }, edit, insert('0.4'), {
      type: 'edit submitted',
    });
    expect(right.train.settings.testSize).toBe(0.4);
  });
});

describe('the same state', () => {
  it('is handed back where nothing changes, so that nothing is drawn', () => {
    expect(reduce(initialSession, { type: 'training resumed' })).toBe(initialSession);
  });
});

describe('work of a screen that is not shown', () => {
  const elsewhere = reduce(initialSession, { type: 'training asked' });

  it('is told of when it ends, until that screen is looked at', () => {
    const failed = reduce(elsewhere, {
      type: 'training failed',
      message: 'too few rows',
      hint: 'fetch more',
    });
    expect(failed.news).toEqual({ screen: 'train', text: 'Train: too few rows; fetch more.' });
    expect(reduce(failed, { type: 'screen chosen', screen: 'train' }).news).toBeUndefined();
  });

  it('is not told of where its screen is shown', () => {
    const shown = reduce(elsewhere, { type: 'screen chosen', screen: 'train' });
    expect(reduce(shown, { type: 'training cancelled' }).news).toBeUndefined();
  });
});

describe('a search', () => {
  it('is left without a question: nothing is lost', () => {
    const search = reduce(initialSession, {
      type: 'edit started',
      target: { kind: 'search' },
      place: 'search',
      label: 'coin',
      hint: '',
      text: '',
      isLight: true,
    });
    const left = reduce(search, insert('bitc'), { type: 'edit left' });
    expect(left).toMatchObject({ editing: undefined, question: undefined });
    expect(left.data.search).toBeUndefined();
  });
});
