/** Answers as one types: loaded when a box is first used, and attached to it. */

import { archiveAddress } from "./addresses";
import { Asking, isFailure, UNREADABLE, type Failure } from "./asking";
import type { Page } from "./answer";
import type { OnrecordSearch, Searching } from "./box_element";
import { element, sheetOf } from "./elements";
import { tell } from "./events";
import { listenToKeys } from "./keys";
import { Listbox } from "./listbox";
import { resultOptions, resultsAddress } from "./options";
import { PageAddress } from "./page_address";
import { forget, keep, recent } from "./recents";
import style from "./search.css";
import { settingsOf, type Settings } from "./settings";
import { Status } from "./status";
import { surfaceOf, type Surface } from "./surface";
import { Timers } from "./timers";
import { counted, wordsOf, type Words } from "./words";

/** Milliseconds without a key after which a query is sent. */
const DEBOUNCE = 140;
/** Milliseconds without an answer after which one is told so. */
const PATIENCE = 300;
/** How many paragraphs of a statement are shown. */
const PARAGRAPHS = "2";

const SHEET = sheetOf(style);

/** Let a box answer as one types. */
export async function attach(box: OnrecordSearch): Promise<Searching> {
  const search = new Search(box, await wordsOf(box.language));
  search.connected();
  return search;
}

type State = "idle" | "loading" | "results" | "none" | "offline" | "error" | "busy";

class Search implements Searching {
  readonly #box: OnrecordSearch;
  readonly #input: HTMLInputElement;
  readonly #status = new Status();
  readonly #list: Listbox;
  readonly #surface: Surface;
  readonly #panel: HTMLElement;
  readonly #close = element("button", { part: "close", class: "close", type: "button" });
  readonly #asking = new Asking();
  readonly #timers = new Timers();
  readonly #address: PageAddress | null;
  #words: Words;
  #wordsLanguage: string;
  #asked = "";
  #state: State = "idle";
  #presence = new AbortController();

  constructor(box: OnrecordSearch, words: Words) {
    this.#box = box;
    this.#input = box.input;
    this.#words = words;
    this.#wordsLanguage = box.language;
    const { addressParameter } = this.#settings;
    this.#address = addressParameter ? new PageAddress(addressParameter) : null;
    this.#list = new Listbox(box.input);
    this.#panel = element("div", { part: "panel", class: "panel" }, this.#list.node, this.#status.node);
    box.shadowRoot?.adoptedStyleSheets.push(SHEET);
    box.form.append(this.#status.heard);
    this.#surface = surfaceOf(box, this.#panel, this.#close, (isOpen) => this.#opened(isOpen));
    this.#show("idle", "");
    this.renamed();
    this.#listen();
  }

  open(): void {
    this.#surface.open();
    if (!this.#box.isInline) this.#input.select();
    this.#begin();
  }

  close(): void { this.#surface.close(); }

  renamed(): void {
    const language = this.#box.language;
    this.#list.node.ariaLabel = this.#input.ariaLabel;
    this.#status.retry.textContent = this.#words.retry;
    this.#close.textContent = this.#words.close;
    if (language === this.#wordsLanguage) return;
    this.#wordsLanguage = language;
    wordsOf(language).then((words) => {
      this.#words = words;
      this.renamed();
    });
  }

  connected(): void {
    this.#presence = new AbortController();
    const { signal } = this.#presence;
    window.addEventListener("online", () => this.#state === "offline" && this.#search(), { signal });
    if (this.#address) {
      for (const kind of ["popstate", "pageshow"]) window.addEventListener(kind, () => this.#restore(), { signal });
      this.#restore();
    }
    if (this.#box.shadowRoot?.activeElement === this.#input) this.#begin();
  }

  disconnected(): void {
    this.#presence.abort();
    this.#cancel();
    this.#surface.close();
  }

  get #settings(): Settings { return settingsOf(this.#box); }

  #listen(): void {
    const { form } = this.#box;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
    this.#input.addEventListener("input", (event) => (event as InputEvent).isComposing || this.#typed());
    this.#input.addEventListener("compositionend", () => this.#typed());
    this.#input.addEventListener("focus", () => this.#begin());
    this.#status.retry.addEventListener("click", () => {
      this.#input.focus();
      this.#search();
    });
    this.#list.node.addEventListener("click", (event) => this.#choose(event));
    // Moves within the box, to the button that tries again, are not heard here.
    if (this.#box.isInline) this.#box.addEventListener("focusout", () => this.#surface.close());
    listenToKeys(this.#input, this.#list, {
      isOpen: () => this.#surface.isOpen,
      open: () => this.#surface.open(),
      close: () => this.#surface.close(),
      clear: () => { this.#box.value = ""; },
      enterElsewhere: () => this.#enter("_blank"),
    });
  }

  /** Go on with what is typed already, or offer what was searched for before. */
  #begin(): void {
    if (this.#input.value.trim()) this.#typed();
    else if (this.#settings.keepsRecent) this.#offerRecent();
    if (!this.#list.isEmpty) this.#surface.open();
  }

  #typed(): void {
    const query = this.#input.value.trim();
    if (query === this.#asked) return;
    this.#cancel();
    this.#asked = query;
    if (query) this.#timers.start("typing", DEBOUNCE, () => this.#search());
    else this.#clear();
  }

  /** Drop what is under way: a question, and whatever waits to be done. */
  #cancel(): void {
    this.#asking.cancel();
    this.#timers.stop();
  }

  #clear(): void {
    this.#show("idle", "");
    this.#list.show();
    this.#address?.replace("");
    if (this.#box.isInline) this.#surface.close();
    if (this.#settings.keepsRecent) this.#offerRecent();
  }

  async #search(): Promise<void> {
    this.#cancel();
    const query = (this.#asked = this.#input.value.trim());
    if (!query) return;
    const { root, filters, group, limit, toOriginal } = this.#settings;
    this.#address?.replace(query);
    this.#timers.start("patience", PATIENCE, () => this.#show("loading", this.#words.loading));
    tell(this.#box, "onrecord-search", { query });
    const answer = await this.#asking.ask(archiveAddress(root, "api/v1/search", {
      q: query, filters, group, limit: `${limit}`, paragraphs: PARAGRAPHS, originals: toOriginal ? "true" : null,
    }));
    if (!answer) return;
    this.#timers.stop();
    if (isFailure(answer)) this.#failed(answer, query);
    else this.#read(answer, query);
  }

  /** Show a page, if what answered is an archive at all: what is under its address is not ours to know. */
  #read(page: Page, query: string): void {
    try {
      const options = resultOptions(page, { settings: this.#settings, words: this.#words, query });
      this.#found(page.total, options, query);
    } catch {
      this.#failed(UNREADABLE, query);
    }
  }

  #found({ statements, paragraphs }: Page["total"], options: readonly HTMLElement[], query: string): void {
    const words = this.#words;
    this.#list.show(...options);
    this.#panel.scrollTop = 0;
    if (!options.length) this.#show("none", words.none.replace("{q}", () => query));
    else this.#show("results", statements ? counted(words.statements, statements, this.#wordsLanguage) : words.some);
    tell(this.#box, "onrecord-results", { query, statements, paragraphs });
  }

  #failed({ status, message, retryAfter }: Failure, query: string): void {
    const words = this.#words;
    this.#list.show();
    tell(this.#box, "onrecord-error", { query, status, retryAfter });
    if (retryAfter !== null) {
      this.#show("busy", words.busy.replace("{n}", `${retryAfter}`));
      this.#timers.start("waiting", retryAfter * 1000, () => this.#search());
    } else if (!status && !navigator.onLine) this.#show("offline", words.offline);
    else this.#show("error", message ?? words.error, { retry: message === null });
  }

  #show(state: State, message: string, { retry = false } = {}): void {
    this.#state = state;
    this.#box.root.dataset.state = state;
    this.#list.node.ariaBusy = String(state === "loading");
    this.#list.node.hidden = this.#list.isEmpty;
    this.#status.say(message, { retry });
    this.#input.ariaExpanded = String(this.#surface?.isOpen && !this.#list.isEmpty);
    if (message && this.#box.matches(":focus-within")) this.#surface.open();
  }

  #opened(isOpen: boolean): void {
    this.#input.ariaExpanded = String(isOpen && !this.#list.isEmpty);
    if (!isOpen) this.#list.activate(-1);
    tell(this.#box, isOpen ? "onrecord-open" : "onrecord-close", {});
  }

  #offerRecent(): void {
    const { root } = this.#settings;
    const queries = recent(root);
    if (!queries.length) return;
    const option = (text: string, act: () => void, part = "recent") => {
      const made = element("div", { class: "option", part: `option ${part}`, role: "option", dir: "auto" }, text);
      made.addEventListener("click", act);
      return made;
    };
    const again = (query: string) => option(query, () => { this.#box.value = query; });
    const heading = element("div", { class: "heading", part: "heading" }, this.#words.recent);
    const group = element("div", { class: "group", role: "group", "aria-label": this.#words.recent }, heading, ...queries.map(again));
    const forgetting = option(this.#words.forget, () => {
      forget(root);
      this.#clear();
    }, "forget");
    this.#list.show(group, forgetting);
    this.#list.node.hidden = false;
    if (this.#box.matches(":focus-within")) this.#surface.open();
  }

  #choose(event: Event): void {
    const option = event.target instanceof Element ? event.target.closest("a") : null;
    if (!option) return;
    if (tell(this.#box, "onrecord-select", { query: this.#asked, url: option.href })) this.#remember(this.#asked);
    else event.preventDefault();
  }

  /** Follow what is active, else go to all results. */
  #enter(target = this.#settings.target): void {
    const { active } = this.#list;
    if (active && target !== "_blank") return active.click();
    const query = this.#input.value.trim();
    const url = active instanceof HTMLAnchorElement ? active.href : query && resultsAddress(this.#settings, query);
    if (!url || !tell(this.#box, "onrecord-select", { query, url })) return;
    this.#remember(query);
    window.open(url, target ?? "_self", target === "_blank" ? "noopener" : "");
  }

  #remember(query: string): void {
    const { root, keepsRecent } = this.#settings;
    if (keepsRecent) keep(root, query);
    this.#address?.push(query);
  }

  /** Take the query of the page's address, where it is another. */
  #restore(): void {
    const query = this.#address?.query ?? "";
    if (query === this.#input.value.trim()) return this.#typed();
    this.#input.value = query;
    this.#typed();
  }
}
