/**
 * Prints rows of cells, the first row above the others, under a title if there is one; a number stands to the right.
 */
export function printTable(rows, title) {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const align = (cell, i, isNumber) => (isNumber ? cell.padStart(widths[i]) : cell.padEnd(widths[i]));
  if (title !== undefined) console.log(`\n${title}\n`);
  for (const [r, row] of cells.entries()) {
    const line = row.map((cell, i) => align(cell, i, typeof rows[Math.max(r, 1)]?.[i] === 'number'));
    console.log(line.join('  ').trimEnd());
  }
}

/** The same as a table of Markdown. */
export function printMarkdown([titles, ...rows]) {
  for (const row of [titles, titles.map(() => '---'), ...rows]) console.log(markdownRow(row));
}

export function markdownRow(cells) {
  return `| ${cells.join(' | ')} |`;
}
