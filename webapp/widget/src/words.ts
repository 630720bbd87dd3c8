/** What the box says in use: English is built in, other languages are loaded when they are needed. */

import { readPinned } from "./pinned";

/** A sentence with a number, by the categories of `Intl.PluralRules`. */
export type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

const ENGLISH = {
  loading: "Searching…",
  none: "Nothing on record for “{q}”.",
  some: "None has all of the words; these have some.",
  statements: { one: "{n} statement", other: "{n} statements" } as Counted,
  all: "All results",
  offline: "You are offline. The search goes on when you are back.",
  error: "The archive cannot be reached.",
  busy: "Too many searches at once. Trying again in {n} s.",
  retry: "Try again",
  close: "Close",
  recent: "Recent searches",
  forget: "Forget these searches",
  changed: "The archive’s words have changed since they were quoted here.",
  gone: "These words are no longer in the archive’s statement.",
  now: "They now read:",
  record: "On record",
  original: "Original page",
};

export type Words = typeof ENGLISH;

/** Return the words of a language; English where they cannot be loaded. */
export async function wordsOf(language: string): Promise<Words> {
  const file = WORDS[language];
  return file ? readPinned<Words>(file).catch(() => ENGLISH) : ENGLISH;
}

/** Return a number in the words that go with it, both as a language writes them. */
export function counted(words: Counted, number: number, language: string): string {
  const form = words[new Intl.PluralRules(language).select(number)] ?? words.other;
  return form.replace("{n}", number.toLocaleString(language));
}

/** Return a day as a language writes it; what is no whole date stays as it is. */
export function dayIn(published: string, language: string): string {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(published) ?? [];
  return day ? new Date(day).toLocaleDateString(language, { dateStyle: "medium", timeZone: "UTC" }) : published;
}
