import { Text } from 'ink';
import inkTable from 'ink-table';
import { createContext, type PropsWithChildren, useContext } from 'react';
import { at } from '../../../learning/vector.ts';
import { bodyCell, headCell, narrowed, type TableColumn } from '../../components/cells.ts';
import type { TableProps } from '../../components/table.tsx';
import type { Span } from '../../drawing/text.ts';
import { styles, ThemeContext } from '../../theme.ts';

const Columns = createContext<readonly TableColumn[]>([]);

/** Marks the cells of the row under the cursor; ink-table hands a cell its text and its column, and no more. */
const SELECTED = '\u2063';

/**
 * A table as others are, by ink-table without its lines. For few rows: each cell of it is a box of the layout, and a
 * whole screen of them takes longer to draw than a key may.
 */
export function InkTable({ columns: wanted, rows, selected, width }: TableProps) {
  const columns = narrowed(wanted, width);
  const data = rows.map((row, i) =>
    Object.fromEntries(columns.map(({ name }, j) => [name, (i === selected ? SELECTED : '') + at(row, j)])),
  );
  return (
    <Columns value={columns}>
      <inkTable.default
        data={data}
        columns={columns.map(({ name }) => name)}
        padding={1}
        header={HeaderCell}
        cell={Cell}
        skeleton={Skeleton}
      />
    </Columns>
  );
}

/** ink-table pads the name of a column, and does not promise its place. */
function HeaderCell({ children }: PropsWithChildren) {
  const columns = useContext(Columns);
  const own = String(children).trim();
  const place = columns.findIndex(({ name }) => name.trim() === own);
  return <Piece {...headCell(at(columns, place), place)} />;
}

function Cell({ children, column: place }: PropsWithChildren<{ readonly column: number }>) {
  const columns = useContext(Columns);
  const text = String(children);
  const isSelected = text.includes(SELECTED);
  return <Piece {...bodyCell(text.replace(SELECTED, ''), at(columns, place), { place, isSelected })} />;
}

function Piece({ text, tone = 'plain' }: Span) {
  const theme = useContext(ThemeContext);
  return (
    <Text wrap="truncate" {...styles[theme][tone]}>
      {text}
    </Text>
  );
}

/** Of the lines nothing is left. */
function Skeleton() {
  // biome-ignore lint/complexity/noUselessFragments: ink-table wants an element, and an empty text costs as much as a full one
  return <></>;
}
