/** Prints rows of cells under a title, the first row above the others; what is a number stands to the right. */
export function printTable(title, rows) {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const align = (cell, i, isNumber) => (isNumber ? cell.padStart(widths[i]) : cell.padEnd(widths[i]));
  console.log(`\n${title}\n`);
  for (const [r, row] of cells.entries()) {
    const line = row.map((cell, i) => align(cell, i, typeof rows[Math.max(r, 1)]?.[i] === 'number'));
    console.log(`  ${line.join('  ')}`.trimEnd());
  }
}
