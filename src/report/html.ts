import type { TextTable } from '../text/table.ts';
import type { Block, Figure, ReportDocument, Section } from './document.ts';
import { style } from './style.ts';

/** The report as one HTML file that needs nothing else: style and pictures are in it, and no script. */
export function reportHtml({ title, summary, sections }: ReportDocument): string {
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
    ...summary.map((text) => `<p class="summary">${escapeHtml(text)}</p>`),
    ...sections.map(sectionHtml),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function sectionHtml({ title, blocks }: Section): string {
  return [`<section>`, `<h2>${escapeHtml(title)}</h2>`, ...blocks.map(blockHtml), '</section>'].join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'code':
      return `<pre><code>${escapeHtml(block.code)}</code></pre>`;
    case 'table':
      return tableHtml(block.table);
    case 'figures':
      return `<div class="figures">${block.figures.map(figureHtml).join('\n')}</div>`;
  }
}

function tableHtml({ head, rows }: TextTable): string {
  const cell = (text: string, i: number) =>
    i === 0 ? `<th scope="row">${escapeHtml(text)}</th>` : `<td>${escapeHtml(text)}</td>`;
  return [
    '<div class="table"><table>',
    `<thead><tr>${head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('')}</tbody>`,
    '</table></div>',
  ].join('\n');
}

function figureHtml({ caption, svg }: Figure): string {
  return `<figure>${svg}<figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
