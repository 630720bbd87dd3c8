/** What the quote check says: English is built in, other languages are loaded when they are needed. */

import type { Kind, Verdict } from "./check_answer";
import type { Language } from "./invitations";
import { readPinned } from "./pinned";
import type { Counted } from "./words";

/** Why a quotation is what it is. The archive's own sentences are English, so English needs none. */
export interface Reasons {
  readonly verbatim: string;
  readonly other_speaker: string;
  readonly nearest: string;
  readonly none: string;
  readonly kinds: Readonly<Record<Kind, string>>;
}

const ENGLISH = {
  text: "Quotation or article",
  speaker: "Said by, if that is to be checked too",
  hint: "Nothing that you check is logged or kept.",
  check: "Check",
  checking: "Checking…",
  answers: "Answers",
  verdicts: {
    verbatim: "Verbatim",
    altered: "Altered",
    other_speaker: "Said by someone else",
    not_found: "Not found",
  } as Readonly<Record<Verdict, string>>,
  gone: "left out:",
  put: "put in:",
  moved: "(from elsewhere)",
  unnamed: "The archive does not name {speaker} for these words.",
  nearest: "The nearest passage:",
  nobody: "nobody is named",
  paragraph: "Paragraph {n}",
  more: { one: "and in {n} more place", other: "and in {n} more places" } as Counted,
  searched: { one: "Searched: {n} statement.", other: "Searched: {n} statements." } as Counted,
  elsewhere: "What is not found here may have been said elsewhere.",
  offline: "You are offline. Check again when you are back.",
  error: "The archive cannot be reached.",
  unavailable: "The archive cannot answer at present. Try again later.",
  busy: "Too many questions at once. Try again in {n} s.",
  large: "This is too much to check at once. Check it in parts.",
};

export type CheckWords = typeof ENGLISH & { readonly reasons?: Reasons };

/** Words, and the language that they are in. */
export interface Spoken {
  readonly words: CheckWords;
  readonly language: Language;
}

/** Return the words of a language; English where they cannot be loaded. */
export async function checkWordsOf(language: Language): Promise<Spoken> {
  const english: Spoken = { words: ENGLISH, language: "en" };
  const file = CHECK_WORDS[language];
  return file ? readPinned<CheckWords>(file).then((words) => ({ words, language }), () => english) : english;
}

/** Return a sentence with a value in it, whose direction is its own (Unicode, first strong isolate). */
export function filled(sentence: string, name: string, value: string): string {
  return sentence.replace(`{${name}}`, () => `\u2068${value}\u2069`);
}
