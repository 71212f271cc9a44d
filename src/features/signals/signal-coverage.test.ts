import { expect, it } from 'vitest';
import { addDays } from '../../dates.ts';
import { signalCoverage } from './signal-coverage.ts';

const dates = Array.from({ length: 20 }, (_, t) => addDays('2026-01-01', t));
const signal = { name: 'mood', known: 'end', values: [{ date: '2026-01-04', value: 1 }] } as const;

it('is the share of dates on which the value is known and still carried', () => {
  expect(signalCoverage(signal, dates, 7)).toBe(8 / 20);
  expect(signalCoverage(signal, dates)).toBe(8 / 20);
  expect(signalCoverage(signal, dates, 0)).toBe(1 / 20);
  expect(signalCoverage({ ...signal, known: 'start' }, dates.slice(0, 4), 0)).toBe(1 / 4);
});

it('is no number where there is no date', () => {
  expect(signalCoverage(signal, [])).toBeNaN();
});
