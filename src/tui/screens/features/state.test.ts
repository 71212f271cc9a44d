import { expect, it } from 'vitest';
import { defaultTask } from '../../../domain.ts';
import { type FeatureView, initialFeatures, reduceFeatures } from './state.ts';

const view: FeatureView = {
  featureSet: 'classic',
  task: defaultTask,
  features: ['price'],
  rows: [
    { date: '2026-01-01', values: [3], target: 1, persistence: 1, priceFilled: false },
    { date: '2026-01-02', values: [1], target: 0, persistence: 0, priceFilled: false },
    { date: '2026-01-05', values: [2], target: null, persistence: 1, priceFilled: false },
  ],
  summary: [],
};
const shown = reduceFeatures(initialFeatures, { type: 'features engineered', view });
const dates = ({ order }: typeof shown) => order.map((i) => view.rows[i]?.date);

it('shows the newest rows first', () => {
  expect(dates(shown)).toEqual(['2026-01-05', '2026-01-02', '2026-01-01']);
});

it('sorts by a column, downwards and then upwards, what has no value last', () => {
  const byPrice = reduceFeatures({ ...shown, column: 2 }, { type: 'column sorted' });
  expect(dates(byPrice)).toEqual(['2026-01-01', '2026-01-05', '2026-01-02']);
  expect(dates(reduceFeatures(byPrice, { type: 'column sorted' }))).toEqual([
    '2026-01-02',
    '2026-01-05',
    '2026-01-01',
  ]);
  const byTarget = reduceFeatures({ ...shown, column: 1 }, { type: 'column sorted' });
  expect(dates(byTarget)).toEqual(['2026-01-01', '2026-01-02', '2026-01-05']);
  expect(dates(reduceFeatures(byTarget, { type: 'column sorted' })).at(-1)).toBe('2026-01-05');
});

it('jumps to a date, or to the newest row before it', () => {
  expect(reduceFeatures(shown, { type: 'date jumped to', date: '2026-01-04' }).row).toBe(1);
  expect(reduceFeatures(shown, { type: 'date jumped to', date: '1999-01-01' }).row).toBe(2);
});

it('stays in the table, and in an order that it has, when another set has fewer columns', () => {
  const wide = {
    ...view,
    features: ['price', 'month'],
    rows: view.rows.map((r) => ({ ...r, values: [1, 2] })),
  };
  const engineered = reduceFeatures(initialFeatures, { type: 'features engineered', view: wide });
  const sorted = reduceFeatures({ ...engineered, column: 3 }, { type: 'column sorted' });
  expect(sorted.sort.column).toBe('month');
  const narrow = reduceFeatures(sorted, { type: 'features engineered', view });
  expect(narrow).toMatchObject({ column: 2, sort: { column: 'date', isDescending: true } });
  expect(dates(narrow)).toEqual(dates(shown));
});

it('never leaves the table', () => {
  expect(reduceFeatures(shown, { type: 'row moved', by: 1e9 }).row).toBe(2);
  expect(reduceFeatures(shown, { type: 'row moved', by: -1e9 }).row).toBe(0);
  expect(reduceFeatures(shown, { type: 'column moved', by: 99 }).column).toBe(2);
});
