/** A quotation card: what stands inside the element stays, and is checked against the archive when it is seen. */

import { archiveAddress, archiveRoot, webAddress } from "./addresses";
import { element, sheetOf } from "./elements";
import { directionOf, languageOf, type Language } from "./invitations";
import style from "./quote.css";
import { HOME } from "./pinned";
import { wordsOf, type Words } from "./words";

/** What the archive answers; `original` leads to the words on the page that they were published on. */
interface Quoted {
  readonly state: "same" | "moved" | "changed" | "gone";
  readonly permalink: string;
  readonly original: string | null;
  readonly citation: string;
  readonly paragraph: { readonly text: string; readonly speaker: string | null; readonly language: string | null } | null;
}

const SHEET = sheetOf(style);

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting && target instanceof OnrecordQuote) target.check();
  }
});

export class OnrecordQuote extends HTMLElement {
  static readonly observedAttributes = ["paragraph", "endpoint", "lang"];

  get archive(): string { return archiveRoot(this.getAttribute("endpoint"), HOME); }

  connectedCallback(): void { this.#watch(); }

  disconnectedCallback(): void { seen.unobserve(this); }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#watch();
  }

  /** Ask the archive whether the words are still on record; without an answer nothing changes. */
  check(): void {
    seen.unobserve(this);
    const language = languageOf(this);
    Promise.all([wordsOf(language), this.#quoted()]).then(([words, quoted]) => quoted && this.#show(quoted, words, language));
  }

  #watch(): void {
    seen.unobserve(this);
    seen.observe(this);
  }

  async #quoted(): Promise<Quoted | null> {
    const address = archiveAddress(this.archive, "api/v1/quote", { url: this.getAttribute("paragraph") });
    const options = { credentials: "omit", referrerPolicy: "no-referrer" } as const;
    const response = await fetch(address, options).catch(() => null);
    return response?.ok ? ((await response.json()) as Quoted) : null;
  }

  #show(quoted: Quoted, words: Words, language: Language): void {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [SHEET];
    const card = element("div", { class: "card", part: "card", lang: language, dir: directionOf(language) });
    card.append(...contents(this, quoted, words));
    shadow.replaceChildren(card);
  }
}

function contents(quotation: OnrecordQuote, quoted: Quoted, words: Words): Node[] {
  const { state, paragraph, citation } = quoted;
  const isAsQuoted = state === "same" || state === "moved";
  const nodes: Node[] = [];
  // What the page quotes stays, whatever became of it; an empty element shows the paragraph as it is.
  const isEmpty = !quotation.textContent?.trim();
  if (!isEmpty) nodes.push(element("slot"));
  if (!isAsQuoted) nodes.push(element("p", { class: "notice", part: "notice", role: "note" }, state === "gone" ? words.gone : words.changed));
  if (paragraph && (isEmpty || state === "changed")) {
    if (!isEmpty) nodes.push(element("p", { class: "now" }, words.now));
    nodes.push(element("blockquote", { part: "quotation", dir: "auto", lang: paragraph.language }, paragraph.text));
  }
  if (isEmpty) nodes.push(element("p", { class: "citation", part: "citation", dir: "auto" }, citation));
  nodes.push(links(quoted, words, quotation.archive));
  return nodes;
}

function links({ permalink, original }: Quoted, words: Words, root: string): Node {
  const all = [[permalink, words.record], [original, words.original]] as const;
  const made = all.map(([address, label]) => {
    const url = address && webAddress(address, root);
    return url ? element("a", { part: "link", href: url.href, rel: "noopener" }, label) : null;
  });
  return element("p", { class: "links", part: "links" }, ...made.filter((each) => each !== null));
}

// Two copies of the script on a page are one.
if (!customElements.get("onrecord-quote")) customElements.define("onrecord-quote", OnrecordQuote);
