import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { App } from '../app.tsx';
import { plainText } from '../drawing/text.ts';
import { screens } from '../screens.ts';
import type { Action } from '../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { footerKeys, footerLines } from './footer.ts';
import { headerLine } from './header.ts';
import { tabsLine } from './tabs.ts';

const day = { marketCap: 1e12, totalVolume: 1e9, filled: {}, priceFilled: false };
const days = Array.from({ length: 60 }, (_, i) => ({
  ...day,
  date: `2026-01-${String((i % 28) + 1).padStart(2, '0')}`,
  price: 84_000 + i,
}));
const quality = { days: 60, filled: 0, zeroVolume: 0, steps: 0, ageInDays: 0, isStale: false };
const session = reduceSession(initialSession, {
  type: 'chart loaded',
  chart: { days, source: 'bundled', isFresh: true, quality, notices: [] },
});

describe.each([60, 80, 100, 120, 200])('%i columns', (columns) => {
  const sized: Session = { ...session, window: { columns, rows: 30 } };

  it('hold the header and the keys, help and quit among them', () => {
    expect(stringWidth(plainText(headerLine(sized)))).toBeLessThanOrEqual(columns);
    for (const { name } of screens) {
      const shown = { ...sized, screen: name };
      const rows = footerLines(shown).map(plainText);
      for (const row of rows) expect(stringWidth(row.trimEnd())).toBeLessThanOrEqual(columns);
      for (const { shown: key, label } of footerKeys(shown))
        expect(rows.join('')).toContain(`${key} ${label}`);
    }
  });

  it('hold the tabs, the one that is shown among them', () => {
    for (const { name, digit } of screens) {
      const tabs = plainText(tabsLine({ ...sized, screen: name }));
      expect(stringWidth(tabs)).toBeLessThanOrEqual(columns);
      expect(tabs).toContain(`[${digit} `);
    }
  });

  it('hold every line of every screen', () => {
    for (const { name: screen } of screens) {
      const store = createStore<Session, Action>(reduceSession, { ...sized, screen });
      const { lastFrame, unmount } = render(<App store={store} />);
      for (const line of (lastFrame() ?? '').split('\n'))
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      unmount();
    }
  });
});

it('asks for a larger window below 60 columns or 20 rows', () => {
  const store = createStore<Session, Action>(reduceSession, {
    ...session,
    window: { columns: 59, rows: 40 },
  });
  const { lastFrame } = render(<App store={store} />);
  expect(lastFrame()).toContain('60×20 or more');
});

describe('the tabs', () => {
  it('point to where there are more than a window has room for, on either side', () => {
    const tabs = (screen: Session['screen'], columns: number) =>
      plainText(tabsLine({ ...session, screen, window: { columns, rows: 20 } }));
    expect(tabs('overview', 60)).toMatch(/^\[0 All\].* 7 Mon +›$/);
    expect(tabs('signals', 60)).toMatch(/^‹ 1 Data.*\[8 Sig\] *$/);
    expect(tabs('predict', 30)).toMatch(/^‹.*\[4 Pred\] *›$/);
    expect(tabs('predict', 80)).not.toMatch(/[‹›]/);
  });

  it('show no digits where digits are text', () => {
    const editing = reduceSession(session, {
      type: 'edit started',
      target: { kind: 'data', field: 'days' },
      place: 'field',
      label: 'days',
      hint: '',
      text: '365',
    });
    expect(plainText(tabsLine(session))).toContain('2 Feat');
    expect(plainText(tabsLine(editing))).not.toMatch(/\d/);
  });

  it('mark a screen that is at work, until it has ended', () => {
    const running = reduceSession(session, { type: 'training asked' });
    expect(plainText(tabsLine(running))).toContain('3▶Train');
    expect(plainText(tabsLine(reduceSession(running, { type: 'training cancelled' })))).toContain('3 Train');
  });
});
