import type { TextTable } from '../text/table.ts';
import type { Block, ReportDocument } from './document.ts';

/** The report as Markdown: all its words and figures; a picture is named by its caption. */
export function reportMarkdown({ title, verdict, summary, sections }: ReportDocument): string {
  const parts = [
    `# ${escapeMarkdown(title)}`,
    `**${escapeMarkdown(verdict.sentence)}**`,
    ...summary.map(escapeMarkdown),
    ...sections.flatMap(({ title: heading, blocks }) => [
      `## ${escapeMarkdown(heading)}`,
      ...blocks.map(blockMarkdown),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'text':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'code':
      return `\`\`\`\n${block.code}\n\`\`\``;
    case 'table':
      return tableMarkdown(block.table);
    case 'figures':
      return block.figures.map(({ caption }) => `_In the HTML: ${escapeMarkdown(caption)}_`).join('\n\n');
  }
}

function tableMarkdown({ head, rows }: TextTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const rule = `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return escapeMarkdown(text).replaceAll('|', '\\|');
}

/** What would be markup is text. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]]/g, '\\$&');
}
