import type { TextTable } from '../text/table.ts';
import type { Block, Figure, ReportDocument, Section } from './document.ts';
import { style } from './style.ts';

/** The report as one HTML file that needs nothing else: style and pictures are in it, and no script. */
export function reportHtml({ title, verdict, summary, sections }: ReportDocument): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeHtml(title)}</h1>`,
    `<div class="band ${verdict.tone}">`,
    `<p class="verdict">${escapeHtml(verdict.sentence)}</p>`,
    ...summary.map((text) => `<p>${escapeHtml(text)}</p>`),
    '</div>',
    `<nav aria-label="Contents">${sections.map(({ title: name }) => `<a href="#${idOf(name)}">${escapeHtml(name)}</a>`).join(' ')}</nav>`,
    ...sections.map(sectionHtml),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function sectionHtml({ title, blocks }: Section): string {
  const head = `<section id="${idOf(title)}">\n<h2>${escapeHtml(title)}</h2>`;
  return [head, '<div class="grid">', ...gridHtml(blocks), '</div>', '</section>'].join('\n');
}

/** A figure or a table is as wide as a column, or as the page; all else as the page. */
type Cell = Figure | Exclude<Block, { readonly kind: 'figures' }>;

/** More columns of a table than these take the whole width. */
const HALF = 4;

/** Blocks side by side: of an odd number of halves in a row, a table takes the width that would be left. */
function gridHtml(blocks: readonly Block[]): readonly string[] {
  const cells = blocks.flatMap((block): readonly Cell[] =>
    block.kind === 'figures' ? block.figures : [block],
  );
  const isHalf = (cell: Cell | undefined) =>
    cell?.kind === 'figure' || (cell?.kind === 'table' && cell.table.head.length <= HALF);
  const widened = new Set<Cell>();
  let row: Cell[] = [];
  for (const [i, cell] of cells.entries()) {
    row = isHalf(cell) ? [...row, cell] : [];
    if (row.length % 2 === 0 || isHalf(cells[i + 1])) continue;
    const table = row.find(({ kind }) => kind === 'table');
    if (table) widened.add(table);
  }
  return cells.map((cell) => cellHtml(cell, !isHalf(cell) || widened.has(cell)));
}

function cellHtml(cell: Cell, isWide: boolean): string {
  switch (cell.kind) {
    case 'text':
      return `<p>${escapeHtml(cell.text)}</p>`;
    case 'list':
      return `<ul>${cell.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'code':
      return `<pre><code>${escapeHtml(cell.code)}</code></pre>`;
    case 'table':
      return tableHtml(cell.table, isWide);
    case 'figure':
      return figureHtml(cell);
  }
}

function tableHtml({ head, rows }: TextTable, isWide: boolean): string {
  const cell = (text: string, i: number) =>
    i === 0 ? `<th scope="row">${escapeHtml(text)}</th>` : `<td>${escapeHtml(text)}</td>`;
  return [
    `<div class="table${isWide ? ' wide' : ''}" tabindex="0"><table>`,
    `<thead><tr>${head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('')}</tbody>`,
    '</table></div>',
  ].join('\n');
}

function figureHtml({ caption, svg }: Figure): string {
  return `<figure><div class="for-wide">${svg.wide}</div><div class="for-narrow">${svg.narrow}</div><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

/** The fragment of a section: its title, which is ours. */
function idOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
