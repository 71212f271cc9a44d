import { expect, it } from 'vitest';
import { renderTable } from './table.ts';

it('is as wide as its widest cells, the first column to the left and figures to the right', () => {
  const rows = [
    ['base rate', '43.8 %'],
    ['–', '7 %'],
  ];
  expect(renderTable({ head: ['on test rows', 'p'], rows })).toBe(
    ['on test rows       p', 'base rate     43.8 %', '–                7 %'].join('\n'),
  );
});

it('has the same columns from its first line to its last, however long it is', () => {
  const rows = Array.from({ length: 1300 }, (_, i) => [`run ${i}`, String(i ** 2)]);
  const lines = renderTable({ head: ['name', 'figure'], rows }).split('\n');
  expect(lines).toHaveLength(1301);
  for (const [i, line] of lines.slice(1).entries()) {
    expect(line).toBe(`${`run ${i}`.padEnd(8)}  ${String(i ** 2).padStart(7)}`);
  }
});
