import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { Table } from './table.tsx';

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
        width={30}
      />,
    );
    const lines = (lastFrame() ?? '').split('\n').filter((line) => line.trim() !== '');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
  });

  it('takes the room it has, its widest text giving way', () => {
    const columns = [
      { name: 'a', width: 40 },
      { name: 'b', width: 8, alignment: 'right' as const },
    ];
    const { lastFrame } = render(<Table columns={columns} rows={[['x'.repeat(40), 'kept']]} width={30} />);
    expect(lastFrame()).toContain('…');
    expect(lastFrame()).toContain('kept');
    const widths = (lastFrame() ?? '').split('\n').map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBe(30);
  });

  it('marks the row that is chosen by a character, as colours may be off', () => {
    const columns = [{ name: 'a', width: 4 }];
    const { lastFrame } = render(
      <Table columns={columns} rows={[['one'], ['two']]} selected={1} width={30} />,
    );
    const rows = (lastFrame() ?? '').split('\n').filter((line) => /one|two/.test(line));
    expect(rows.map((row) => row.trimEnd())).toEqual(['  one', '› two']);
  });
});
