import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { App } from '../app.tsx';
import { plainText } from '../drawing/text.ts';
import type { Action } from '../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { footerLine, headerLine } from './frame.tsx';
import { Table } from './table.tsx';

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

describe('a table', () => {
  it('keeps columns aligned behind wide characters, without lines between rows', () => {
    const { lastFrame } = render(
      <Table
        columns={[
          { name: 'name', width: 10 },
          { name: 'price', width: 8, alignment: 'right' },
        ]}
        rows={[
          ['比特币', '1.00'],
          ['Bitcoin', '84,000'],
        ]}
        room={30}
      />,
    );
    const lines = (lastFrame() ?? '').split('\n').filter((line) => line.trim() !== '');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
  });

  it('takes the room it has, its widest text giving way', () => {
    const columns = [
      { name: 'a', width: 40 },
      { name: 'b', width: 8 },
    ];
    const { lastFrame } = render(<Table columns={columns} rows={[['x'.repeat(40), 'kept']]} room={30} />);
    expect(lastFrame()).toContain('…');
    expect(lastFrame()).toContain('kept');
    for (const line of (lastFrame() ?? '').split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(30);
  });
});

describe.each([60, 80, 100, 120, 200])('%i columns', (columns) => {
  const sized: Session = { ...session, window: { columns, rows: 30 } };

  it('hold the header and the keys, help and quit among them', () => {
    expect(stringWidth(plainText(headerLine(sized)))).toBeLessThanOrEqual(columns);
    const footer = plainText(footerLine(sized));
    expect(stringWidth(footer.trimEnd())).toBeLessThanOrEqual(columns);
    expect(footer).toMatch(/\? help {2}q quit/);
  });

  it('hold every line of every screen', () => {
    for (const screen of ['data', 'features', 'train', 'predict', 'runs'] as const) {
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
