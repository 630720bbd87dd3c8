/** What the box tells the page around it: events that bubble and cross shadow roots. */

export interface Details {
  /** A query was sent to the archive. */
  "onrecord-search": { readonly query: string };
  /** Its answer is shown. */
  "onrecord-results": { readonly query: string; readonly statements: number; readonly paragraphs: number };
  /** A result was chosen; `preventDefault` keeps the reader on the page. */
  "onrecord-select": { readonly query: string; readonly url: string };
  /** No answer: `status` is HTTP's, 0 where there was none; `retryAfter` are seconds, where the archive asked to wait. */
  "onrecord-error": { readonly query: string; readonly status: number; readonly retryAfter: number | null };
  "onrecord-open": Readonly<Record<string, never>>;
  "onrecord-close": Readonly<Record<string, never>>;
}

export type Events = { [Name in keyof Details]: CustomEvent<Details[Name]> };

/** Tell an element's page what happened; return false if the page wants nothing more to be done about it. */
export function tell<Name extends keyof Details>(host: Element, name: Name, detail: Details[Name]): boolean {
  const cancelable = name === "onrecord-select";
  return host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
}
