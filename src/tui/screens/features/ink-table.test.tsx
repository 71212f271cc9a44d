import fc from 'fast-check';
import { render } from 'ink-testing-library';
import { expect, it } from 'vitest';
import { Table } from '../../components/table.tsx';
import { InkTable } from './ink-table.tsx';

it('looks as every other table does, whatever its columns are and wherever the cursor is', () => {
  const columns = fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z_]{1,8}$/),
      width: fc.integer({ min: 1, max: 12 }),
      alignment: fc.constantFrom('left' as const, 'right' as const),
    }),
    { minLength: 1, maxLength: 5, selector: ({ name }) => name },
  );
  const cells = fc.stringMatching(/^[▲▼!]?[0-9.]{0,12}$/);
  const tables = columns.chain((own) =>
    fc.record({
      columns: fc.constant(own),
      rows: fc.array(fc.array(cells, { minLength: own.length, maxLength: own.length }), {
        minLength: 1,
        maxLength: 4,
      }),
      selected: fc.nat({ max: 3 }),
      width: fc.integer({ min: 40, max: 90 }),
    }),
  );
  fc.assert(
    fc.property(tables, (table) => {
      const drawn = [<Table key="own" {...table} />, <InkTable key="ink" {...table} />].map((element) => {
        const { lastFrame, unmount } = render(element);
        const lines = (lastFrame() ?? '').split('\n').map((line) => line.trimEnd());
        unmount();
        return lines.filter((line) => line !== '');
      });
      expect(drawn[1]).toEqual(drawn[0]);
    }),
    { numRuns: 60 },
  );
});
