import { describe, expect, it } from 'vitest';
import { footerKeys } from '../frame/footer.ts';
import { actionsOf } from '../keys/actions-of.ts';
import { screenNames } from '../screens.ts';
import type { Action } from './actions.ts';
import { initialSession, reduceSession, type Session } from './session.ts';
import { isElsewhere, taskOf } from './task.ts';

const reduce = (session: Session, ...actions: readonly Action[]) => actions.reduce(reduceSession, session);
const press = (session: Session, key: string) => reduce(session, ...actionsOf(session, key));
const bitcoin: Session = { ...initialSession, screen: 'train' };
const ethereum: Session = { ...bitcoin, market: { coin: 'ethereum', vsCurrency: 'usd' } };

describe('what is forecast', () => {
  it('goes round by F, with the set of each target; bitcoin does not beat itself', () => {
    const large = press(bitcoin, 'F');
    expect(taskOf(large)).toEqual({ target: 'large_move', delay: 0 });
    expect([large.train.settings.featureSet, large.evaluate.featureSet]).toEqual([
      'volatility',
      'volatility',
    ]);
    expect(taskOf(press(large, 'F')).target).toBe('direction');
    const beats = press(press(ethereum, 'F'), 'F');
    expect(beats.train.settings).toMatchObject({ target: 'beats_bitcoin', featureSet: 'market' });
    expect(isElsewhere(ethereum, beats)).toBe(true);
  });

  it('changes by F only where that is seen, which the footer says', () => {
    const screens = screenNames.filter((screen) => {
      const shown: Session = { ...initialSession, screen };
      const isOn = press(shown, 'F') !== shown;
      expect(footerKeys(shown).some(({ label }) => label === 'target')).toBe(isOn);
      return isOn;
    });
    expect(screens).toEqual(['features', 'train', 'predict', 'evaluate', 'monitor']);
  });

  it('is chosen in the form of Train, by arrows and by typing', () => {
    const form: Session = {
      ...initialSession,
      screen: 'train',
      train: { ...initialSession.train, field: 'target' },
    };
    expect(taskOf(press(form, 'right')).target).toBe('large_move');
    const typed = (text: string) =>
      reduce(
        press(form, 'e'),
        { type: 'edited', edit: { kind: 'clear' } },
        { type: 'edited', edit: { kind: 'insert', text } },
        { type: 'edit submitted' },
      );
    expect(taskOf(typed('large-move')).target).toBe('large_move');
    expect(typed('beats_bitcoin').editing?.problem).toMatch(/bitcoin does not beat itself/);
    const late = press({ ...form, train: { ...form.train, field: 'delay' } }, 'right');
    expect(taskOf(late)).toEqual({ target: 'direction', delay: 1 });
  });

  it('stays while a training runs, which is of one target', () => {
    const training = reduce(bitcoin, { type: 'training asked' });
    expect(press(training, 'F')).toBe(training);
  });

  it('falls back to the direction where another coin cannot have the target', () => {
    const beats = press(press(ethereum, 'F'), 'F');
    const back = reduce(beats, { type: 'market chosen', market: { coin: 'bitcoin', vsCurrency: 'usd' } });
    expect(back.train.settings).toMatchObject({ target: 'direction', featureSet: 'classic' });
    expect(back.evaluate.featureSet).toBe('classic');
  });

  it('has a default set of its own for each coin', () => {
    const large = press(bitcoin, 'F');
    const chosen = reduce(large, {
      type: 'default set chosen',
      coin: 'bitcoin',
      target: 'large_move',
      featureSet: 'returns',
    });
    expect(press(chosen, 'F').train.settings.featureSet).toBe('classic');
    expect(press(press(chosen, 'F'), 'F').train.settings.featureSet).toBe('returns');
  });
});
