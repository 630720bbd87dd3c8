/** The element before its use: a plain form that leads to the results page. What answers as one types comes later. */

import { archiveRoot } from "./addresses";
import style from "./box.css";
import { element, sheetOf } from "./elements";
import { directionOf, invitation, languageOf, type Language } from "./invitations";
import { HOME, importPinned } from "./pinned";

/** What answers as one types, attached to a box. */
export interface Searching {
  open(): void;
  close(): void;
  renamed(): void;
  connected(): void;
  disconnected(): void;
}

type SearchModule = typeof import("./search");
type HotkeyModule = typeof import("./hotkey");

const SHEET = sheetOf(style);

export class OnrecordSearch extends HTMLElement {
  static readonly observedAttributes = ["hotkey", "label", "lang", "placeholder"];

  readonly input = element("input", { part: "input", type: "search", name: "q", autocomplete: "off", dir: "auto" });
  readonly #filters = element("input", { type: "hidden" });
  readonly form = element("form", { role: "search" }, this.input, this.#filters);
  readonly button = element("button", { part: "button" });
  readonly root = element("div", { class: "root" });
  #loading: Promise<Searching> | null = null;
  #searching: Searching | null = null;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open", delegatesFocus: true });
    shadow.adoptedStyleSheets = [SHEET];
    shadow.append(this.root);
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.button.addEventListener("click", () => this.open());
    for (const touch of ["focusin", "pointerenter"]) this.addEventListener(touch, () => this.#prepare());
  }

  // No attribute may share its name with what can only be read: frameworks set the property then.
  get archive(): string { return archiveRoot(this.getAttribute("endpoint"), HOME); }

  get language(): Language { return languageOf(this); }

  get isInline(): boolean { return !this.matches("[mode=popover], [mode=dialog]"); }

  /** What is typed in it. */
  get value(): string { return this.input.value; }

  set value(text: string) {
    this.input.value = text;
    this.input.dispatchEvent(new InputEvent("input"));
  }

  /** Open what there is to open, and let one type; where the rest cannot be loaded, lead to the archive's own page. */
  open(): void {
    if (this.isInline) this.input.focus();
    this.#load().then((searching) => searching.open(), () => this.isInline || location.assign(this.archive));
  }

  close(): void { this.#searching?.close(); }

  connectedCallback(): void {
    if (!this.root.hasChildNodes()) this.#takeOver();
    this.#name();
    this.#searching?.connected();
    // The page's address may hold a query.
    if (location.search && this.hasAttribute("sync-url")) this.#prepare();
  }

  disconnectedCallback(): void { this.#searching?.disconnected(); }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#name();
  }

  /** Stand where the form inside the element stood, with what was typed in it. */
  #takeOver(): void {
    this.root.append(this.isInline ? this.form : this.button);
    const fallback = this.querySelector<HTMLInputElement>("input[name=q]");
    if (!fallback) return;
    this.input.value ||= fallback.value;
    if (fallback === document.activeElement) this.input.focus();
  }

  /** Ask the archive's own page, unless there is nothing to ask. */
  #submit(event: Event): void {
    const filters = this.getAttribute("filters") ?? "";
    if (!this.value.trim()) event.preventDefault();
    this.form.action = this.archive;
    this.#filters.value = filters;
    // Without a name it is not sent.
    this.#filters.name = filters && "filters";
  }

  #name(): void {
    const { language, input, form, button, root } = this;
    const label = this.getAttribute("label") ?? invitation(language);
    root.lang = language;
    root.dir = directionOf(language);
    input.ariaLabel = form.ariaLabel = button.textContent = label;
    input.placeholder = this.getAttribute("placeholder") ?? label;
    this.#searching?.renamed();
    if (this.hasAttribute("hotkey")) importPinned<HotkeyModule>(HOTKEY).then(({ add }) => add(this), () => {});
  }

  /** Load what answers; where that fails the form stays a plain one, and the next touch tries again. */
  #prepare(): void { this.#load().catch(() => { this.#loading = null; }); }

  #load(): Promise<Searching> {
    return (this.#loading ??= importPinned<SearchModule>(SEARCH).then(async ({ attach }) => (this.#searching = await attach(this))));
  }
}
