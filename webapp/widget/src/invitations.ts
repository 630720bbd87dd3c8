/** What the box says before it is used; the rest is in `words/`, and is loaded with the first use. */

const INVITATIONS = {
  en: "Search statements",
  ar: "البحث في البيانات",
  es: "Buscar declaraciones",
  fr: "Chercher dans les déclarations",
};

/** A language that the box speaks, by its ISO 639 code. */
export type Language = keyof typeof INVITATIONS;

/** Return the language of an element's words: its own `lang`, else its page's, if the box speaks it; else English. */
export function languageOf(host: Element): Language {
  const primary = host.closest<HTMLElement>("[lang]")?.lang.toLowerCase().split("-")[0];
  return primary && primary in INVITATIONS ? (primary as Language) : "en";
}

/** Return what the box says in a language. */
export function invitation(language: Language): string {
  return INVITATIONS[language];
}

/** Return the direction of a language. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}
