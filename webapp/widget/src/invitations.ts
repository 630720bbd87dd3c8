/** What the box says before it is used; the rest is in `words/`, and is loaded with the first use. */

const INVITATIONS: Readonly<Record<string, string>> = {
  en: "Search statements",
  ar: "البحث في البيانات",
  es: "Buscar declaraciones",
  fr: "Chercher dans les déclarations",
};

/** Return the language of an element's words: its own `lang`, else its page's, if the box speaks it; else English. */
export function languageOf(host: Element): string {
  const [primary = ""] = host.closest<HTMLElement>("[lang]")?.lang.toLowerCase().split("-") ?? [];
  return primary in INVITATIONS ? primary : "en";
}

/** Return what the box says in a language that it speaks. */
export function invitation(language: string): string {
  return INVITATIONS[language] ?? "";
}

/** Return the direction of a language that the box speaks. */
export function directionOf(language: string): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}
