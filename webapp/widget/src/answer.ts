/** What the archive answers, as far as the box reads it. Spans are half open and count code points. */

export type Span = readonly [start: number, end: number];

export interface Statement {
  readonly id: string;
  readonly title: string;
  readonly published: string | null;
  readonly language: string | null;
  readonly publisher: string | null;
}

export interface Paragraph {
  readonly number: number;
  readonly text: string;
  readonly speaker: string | null;
  readonly language: string | null;
  readonly highlights: readonly Span[];
  readonly permalink: string;
  readonly original?: string | null;
}

export interface Hit {
  readonly statement: Statement;
  readonly title_highlights: readonly Span[];
  readonly paragraphs: readonly Paragraph[];
}

export interface Page {
  readonly total: { readonly statements: number; readonly paragraphs: number };
  readonly hits: readonly Hit[];
}

export interface Refusal {
  readonly error?: { readonly message?: string };
}
