import { Box } from 'ink';
import { printable } from '../../../text/printable.ts';
import { typedSpans } from '../../components/field.tsx';
import { Lines } from '../../components/lines.tsx';
import { Table } from '../../components/table.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { type Line, wrap } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screen.ts';

/** A coin by a part of its name: what is found, best first. */
export function CoinSearchPanel({ session, viewport }: ScreenProps) {
  const { search } = session.data;
  const { editing } = session;
  if (search === undefined || editing === undefined) return null;
  const problem: readonly Line[] =
    editing.problem === undefined
      ? [[{ text: `${search.found.length} found, from ${search.from}`, tone: 'quiet' }]]
      : wrap(`! ${editing.problem}`, viewport.width).map((text): Line => [{ text, tone: 'warning' }]);
  const rows = Math.max(1, viewport.height - 5 - problem.length);
  const first = Math.max(0, Math.min(search.selected - rows + 1, search.found.length - rows));
  const shown = search.found.slice(first, first + rows);
  const wide = Math.max(10, Math.floor((viewport.width - 14) / 2));
  return (
    <Box flexDirection="column">
      <Lines
        lines={[
          [{ text: 'Coin  ', tone: 'title' }, ...typedSpans(editing, Math.min(40, viewport.width - 8))],
          ...problem,
        ]}
      />
      {search.isAsking || editing.isBusy ? <Waiting text="asking CoinGecko" /> : <Lines lines={['']} />}
      <Table
        columns={[
          { name: 'name', width: wide },
          { name: 'symbol', width: 8 },
          { name: 'id', width: wide },
        ]}
        rows={shown.map(({ name, symbol, id }) => [
          printable(name),
          printable(symbol).toUpperCase(),
          printable(id),
        ])}
        selected={search.selected - first}
        width={viewport.width}
      />
    </Box>
  );
}
