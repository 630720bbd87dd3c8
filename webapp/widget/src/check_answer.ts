/** What the archive answers about quotations, as far as the element reads it. Spans are half open and count code points. */

import type { Span, Statement } from "./answer";

export const VERDICTS = ["verbatim", "altered", "other_speaker", "not_found"] as const;

export type Verdict = (typeof VERDICTS)[number];
export type Kind = "left_out" | "added" | "changed" | "joined" | "order" | "punctuation" | "letters";
export type Operation = "same" | "bracketed" | "omitted" | "moved" | "left_out" | "added" | "changed" | "punctuation" | "letters";

/** A part of a quotation, in its order: what is quoted, and what the archive has there; either may be empty. */
export interface Difference {
  readonly operation: Operation;
  readonly quoted: string;
  readonly archive: string;
}

export interface Passage {
  readonly number: number;
  readonly text: string;
  readonly speaker: string | null;
  readonly highlights: readonly Span[];
  readonly permalink: string;
}

export interface Place {
  readonly statement: Statement;
  readonly paragraphs: readonly Passage[];
}

/** `message` is the archive's own sentence, in English; `share` is how much of the words the nearest passage has, 0 to 1. */
export interface Quotation {
  readonly text: string;
  readonly verdict: Verdict;
  readonly message: string;
  readonly kinds: readonly Kind[];
  readonly share: number;
  readonly differences: readonly Difference[];
  readonly places: readonly Place[];
  readonly places_total: number;
  readonly speaker: string | null;
  readonly speaker_stands: boolean | null;
}

/** `warnings` say, in English, what was not checked. */
export interface Checked {
  readonly warnings: readonly string[];
  readonly quotations: readonly Quotation[];
  readonly searched: { readonly statements: number };
}
