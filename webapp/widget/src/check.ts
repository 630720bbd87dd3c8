/** The quote check: a text is posted to the archive when one asks for it, and kept nowhere. */

import { archiveRoot } from "./addresses";
import style from "./check.css";
import type { Checked } from "./check_answer";
import { check, Unchecked } from "./check_asking";
import { checkWordsOf, type CheckWords, type Spoken } from "./check_words";
import { answers, summary } from "./checked";
import { element, sheetOf } from "./elements";
import { directionOf, languageOf } from "./invitations";
import { HOME } from "./pinned";

/** Milliseconds without an answer after which one is told so. */
const PATIENCE = 300;
/** Characters of a name that the archive takes. */
const MOST_OF_A_NAME = "200";

const SHEET = sheetOf(style);
const TYPED = { dir: "auto", autocomplete: "off", spellcheck: "false" } as const;

export class OnrecordCheck extends HTMLElement {
  static readonly observedAttributes = ["lang"];

  readonly #text = element("textarea", { ...TYPED, part: "text", required: "" });
  readonly #speaker = element("input", { ...TYPED, part: "speaker-field", maxlength: MOST_OF_A_NAME });
  readonly #labels = { text: element("span", { part: "label" }), speaker: element("span", { part: "label" }) };
  readonly #hint = element("p", { class: "facts", part: "hint" });
  readonly #button = element("button", { part: "button" });
  // What is heard is always in the page, or its first words would go unheard.
  readonly #status = element("p", { part: "status", role: "status" });
  readonly #found = element("div");
  readonly #root = element("div", { class: "root" });
  #spoken: Spoken | null = null;
  #checked: Checked | null = null;
  #request: AbortController | null = null;

  connectedCallback(): void { this.#speak(); }

  disconnectedCallback(): void { this.#request?.abort(); }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#speak();
  }

  get archive(): string { return archiveRoot(this.getAttribute("endpoint"), HOME); }

  /** Say everything in the language that is asked for; until its words are there the form inside the element stays. */
  #speak(): void {
    const language = languageOf(this);
    checkWordsOf(language).then((spoken) => {
      if (languageOf(this) !== language) return;
      this.#spoken = spoken;
      if (!this.shadowRoot) this.#takeOver();
      this.#name(spoken);
      if (this.#checked) this.#show(this.#checked, spoken);
    });
  }

  /** Stand where the form inside the element stood, with what was typed in it. */
  #takeOver(): void {
    const shadow = this.attachShadow({ mode: "open", delegatesFocus: true });
    shadow.adoptedStyleSheets = [SHEET];
    const form = element("form", { part: "form" },
      element("label", {}, this.#labels.text, this.#text),
      element("label", {}, this.#labels.speaker, this.#speaker),
      this.#hint, this.#button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    this.#root.append(form, this.#status, this.#found);
    shadow.append(this.#root);
    this.#takeOverFrom("textarea[name=text]", this.#text);
    this.#takeOverFrom("input[name=speaker]", this.#speaker);
  }

  #takeOverFrom(selector: string, own: HTMLInputElement | HTMLTextAreaElement): void {
    const fallback = this.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
    own.value = fallback?.value ?? "";
    if (fallback && fallback === document.activeElement) own.focus();
  }

  #name({ words, language }: Spoken): void {
    this.#root.lang = language;
    this.#root.dir = directionOf(language);
    this.#labels.text.textContent = words.text;
    this.#labels.speaker.textContent = words.speaker;
    this.#hint.textContent = words.hint;
    this.#button.textContent = words.check;
  }

  async #check(): Promise<void> {
    const spoken = this.#spoken;
    if (!spoken) return;
    this.#request?.abort();
    // The same words twice are heard twice only if they were gone meanwhile.
    this.#status.replaceChildren();
    const { signal } = (this.#request = new AbortController());
    const patience = setTimeout(() => this.#status.replaceChildren(spoken.words.checking), PATIENCE);
    try {
      const checked = await check(this.archive, this.#text.value, this.#speaker.value.trim(), signal);
      if (!signal.aborted) this.#show(checked, this.#spoken ?? spoken);
    } catch (error) {
      if (!signal.aborted) this.#fail(error, (this.#spoken ?? spoken).words);
    } finally {
      clearTimeout(patience);
    }
  }

  #show(checked: Checked, spoken: Spoken): void {
    this.#found.replaceChildren(...answers(checked, { ...spoken, root: this.archive }));
    this.#status.replaceChildren(summary(checked, spoken));
    this.#checked = checked;
  }

  /** Tell why there is no answer; what was there belongs to another text. */
  #fail(error: unknown, words: CheckWords): void {
    this.#checked = null;
    this.#found.replaceChildren();
    // What answers under the address may be no archive at all: that is as if nothing did.
    this.#status.replaceChildren(error instanceof Unchecked ? told(error, words) : navigator.onLine ? words.error : words.offline);
  }
}

const TOO_LARGE = 413;
const UNAVAILABLE = 503;

function told({ status, told, retryAfter }: Unchecked, words: CheckWords): Node | string {
  // The archive's own sentences are English.
  if (told) return element("span", { lang: "en", dir: "ltr" }, told);
  if (retryAfter) return words.busy.replace("{n}", `${retryAfter}`);
  if (status === TOO_LARGE) return words.large;
  return status === UNAVAILABLE ? words.unavailable : words.error;
}

// Two copies of the script on a page are one.
if (!customElements.get("onrecord-check")) customElements.define("onrecord-check", OnrecordCheck);
