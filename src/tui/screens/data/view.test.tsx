import { describe, expect, it } from 'vitest';
import { addDays } from '../../../dates.ts';
import type { Day } from '../../../domain.ts';
import { qualityOf } from '../../../monitoring/chart-quality.ts';
import { NOW } from '../../../testing/context.ts';
import { plainText } from '../../drawing/text.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { viewportIn } from '../../layout.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { frameOfScreen } from '../../testing/frame-of-screen.tsx';
import { panelLines } from './panel.ts';
import { DataScreen } from './view.tsx';

const sizes = [
  { columns: 200, rows: 50 },
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
];

function daysOf(prices: readonly number[], volumes = prices): readonly Day[] {
  return prices.map((price, i) => ({
    date: addDays('2026-01-31', i - prices.length + 1),
    price,
    marketCap: null,
    totalVolume: volumes[i] ?? null,
    filled: i === 3 ? { price: 'forward' as const } : {},
  }));
}

function sessionOf(
  days: readonly Day[],
  window: Session['window'],
  actions: readonly Action[] = [],
): Session {
  const quality = qualityOf(days, NOW);
  const chart = { days, source: 'csv', isFresh: true, quality, notices: [] } as const;
  const all: readonly Action[] = [{ type: 'chart loaded', chart }, ...actions];
  return all.reduce(reduceSession, { ...initialSession, window });
}

function shown(session: Session): readonly string[] {
  return frameOfScreen(DataScreen, session, viewportIn(session.window)).split('\n');
}

describe.each(sizes)('in a window of $columns×$rows', (window) => {
  it.each([
    ['a cheap coin', 0.0000071, 0.0000004],
    ['a narrow range', 0.69391, 0.00002],
    ['a dear one', 1_000_000, 60_000],
  ])('labels the prices of %s, each at another round value', (_, price, swing) => {
    const lines = shown(
      sessionOf(daysOf(Array.from({ length: 90 }, (_, i) => price + swing * Math.sin(i / 8))), window),
    );
    const labels = lines.flatMap((line) => /^ *(\S+) ┤/.exec(line)?.[1] ?? []);
    expect(labels.length).toBeGreaterThanOrEqual(2);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).not.toMatch(/^0\.0+$|1,?000\.0+k/);
  });

  it('draws the volume of a day below its day where there are fewer days than columns', () => {
    const values = [1, 1, 1, 1, 9, 1, 1, 1];
    const lines = shown(sessionOf(daysOf(values), window));
    const bars = lines.find((line) => /^ *volume/.test(line)) ?? '';
    const peak = lines.find((line) => /[│┤].*[⠁-⣿]/.test(line))?.search(/[⠁-⣿]/) ?? -1;
    const [from, to] = [bars.indexOf('█'), bars.lastIndexOf('█')];
    expect(to).toBeGreaterThan(from);
    expect(Math.abs(peak - (from + to) / 2)).toBeLessThanOrEqual(1);
  });

  it('says the date, the price and the volume of the day under the cursor, and marks filled days', () => {
    const days = daysOf(Array.from({ length: 30 }, (_, i) => 100 + i));
    const before = shown(sessionOf(days, window));
    expect(before[0]).toMatch(/Price +○ filled/);
    expect(before.slice(1).join('\n')).toContain('○');
    const left: Action = { type: 'day moved', by: -1 };
    const after = shown(sessionOf(days, window, [left, left, { type: 'prices scaled' }]));
    expect(after[0]).toContain('2026-01-30  $128  volume 128');
    expect(after.join('\n')).toContain('●');
    expect(shown(sessionOf(days, window, [{ type: 'prices scaled' }]))[0]).toContain('Price, logarithmic');
  });
});

it.each(sizes)(
  'says whole what is to be known of the chart, or that it does, in $columns×$rows',
  (window) => {
    const session = sessionOf(daysOf([1, 2, 3]), window);
    const chart = session.data.chart;
    if (chart === undefined) throw new Error('there is no chart');
    const notice = `Read as a plain table: ${'price as price, in USD; '.repeat(6)}of the start of their date`;
    const noticed = (...notices: readonly string[]) => {
      const loaded: Action = { type: 'chart loaded', chart: { ...chart, notices } };
      const done: Action = { type: 'fetch done', message: 'Imported: 3 new days.' };
      return shown([loaded, done].reduce(reduceSession, session));
    };
    const one = noticed(notice);
    expect(one.join(' ').replace(/\s+/g, ' ')).toContain(`Imported: 3 new days. ! ${notice}`);
    const many = noticed(...Array.from({ length: 9 }, () => notice));
    const said = many.join(' ').replace(/\s+/g, ' ');
    const whole = said.split(`! ${notice}`).length - 1;
    const left = whole === 0 ? '9 notices' : `${9 - whole} more`;
    expect(said.endsWith(whole === 9 ? notice : `! ${left} in a larger window`)).toBe(true);
    expect(Math.max(one.length, many.length)).toBeLessThanOrEqual(viewportIn(window).height);
  },
);

it.each(sizes)('says how to write what is typed, in $columns×$rows', (window) => {
  const failed: Action = { type: 'fetch failed', message: 'no network', hint: 'r tries again' };
  const session = sessionOf(daysOf([1, 2, 3]), window, [failed, { type: 'data field moved', by: 1 }]);
  const typing = actionsOf(session, 'e').reduce(reduceSession, session);
  expect(shown(session).join('\n')).toContain('no network');
  expect(shown(typing).join('\n')).toContain('a currency: usd, eur, btc …');
  const refused = reduceSession(typing, { type: 'edit refused', problem: 'no such currency' });
  expect(shown(refused).join('\n')).toContain('! no such currency');
});

it('says nothing of notices where there are none, however little room a failure leaves', () => {
  const failed: Action = { type: 'fetch failed', message: 'no '.repeat(300), hint: 'r tries again' };
  const session = sessionOf(daysOf([1, 2, 3]), { columns: 60, rows: 20 }, [failed]);
  expect(shown(session).join('')).not.toContain('notice');
});

it('names the source in a panel only where there is room for what it is', () => {
  const session = sessionOf(daysOf([1, 2, 3]), { columns: 80, rows: 24 });
  const texts = (height: number) => panelLines(session, height).map(plainText);
  for (const height of [7, 8, 9]) expect(texts(height)).toHaveLength(7);
  expect(texts(10).slice(-2)).toEqual(['Source', 'A file, to 2026-01-31.']);
});
