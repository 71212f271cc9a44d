import type { TextTable } from '../text/table.ts';

export interface Drawn {
  readonly wide: string;
  readonly narrow: string;
}

/** A picture that a charting library draws; in a text without pictures its caption stands for it. */
export interface Figure {
  readonly kind: 'figure';
  readonly caption: string;
  /** Drawn for a column of a page, and for a telephone: its labels are of the page's own size in both. */
  readonly svg: Drawn;
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly table: TextTable }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A report before it is HTML or Markdown: plain text everywhere, nothing escaped yet. */
export interface ReportDocument {
  readonly title: string;
  readonly verdict: { readonly sentence: string; readonly tone: 'good' | 'open' | 'bad' };
  /** What the verdict rests on. */
  readonly summary: readonly string[];
  readonly sections: readonly Section[];
}
