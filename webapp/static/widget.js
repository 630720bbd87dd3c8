/* A search box for any page: <onrecord-search endpoint="https://archive.example/">. No dependency, no cookie.
   Texts of the archive become text nodes, never HTML; styles are constructed: a strict CSP with Trusted Types holds. */

const NAME = "onrecord-search";
const DEBOUNCE = 140;
const PATIENCE = 300;
const LIMITS = { least: 1, most: 20, usual: 6 };
const EXCERPT = { before: 60, length: 220 };
const RETRY_SECONDS = 5;
const LONGEST = 1000;

const WORDS = {
  en: {
    label: "Search statements",
    placeholder: "Words, or “exact words”",
    loading: "Searching…",
    none: "Nothing on record for “{q}”.",
    some: "None has all of the words; these have some.",
    one: "1 statement",
    many: "{n} statements",
    all: "All results",
    offline: "You are offline. The search goes on when you are back.",
    error: "The archive cannot be reached.",
    busy: "Too many searches at once. Trying again in {n} s.",
    retry: "Try again",
  },
  es: {
    label: "Buscar declaraciones",
    placeholder: "Palabras, o «palabras exactas»",
    loading: "Buscando…",
    none: "No hay nada sobre «{q}».",
    some: "Ninguna tiene todas las palabras; estas tienen algunas.",
    one: "1 declaración",
    many: "{n} declaraciones",
    all: "Todos los resultados",
    offline: "Sin conexión. La búsqueda sigue cuando vuelva.",
    error: "No se puede acceder al archivo.",
    busy: "Demasiadas búsquedas a la vez. Nuevo intento en {n} s.",
    retry: "Reintentar",
  },
  fr: {
    label: "Chercher dans les déclarations",
    placeholder: "Des mots, ou « les mots exacts »",
    loading: "Recherche…",
    none: "Rien pour « {q} ».",
    some: "Aucune n’a tous les mots ; celles-ci en ont certains.",
    one: "1 déclaration",
    many: "{n} déclarations",
    all: "Tous les résultats",
    offline: "Hors connexion. La recherche reprendra à votre retour.",
    error: "L’archive est injoignable.",
    busy: "Trop de recherches à la fois. Nouvel essai dans {n} s.",
    retry: "Réessayer",
  },
};

const STYLE = `
:host { display: block !important; position: relative !important; font: var(--onrecord-font, 16px/1.45 system-ui, sans-serif) !important; text-align: start; }
:host([hidden]) { display: none !important; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
* { box-sizing: border-box; }
form { margin: 0; }
label, .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
input { display: block; width: 100%; min-height: 46px; padding: 0 14px; font: inherit; font-size: max(16px, 1em); color: var(--onrecord-text, CanvasText); background: var(--onrecord-surface, Canvas); border: 1px solid var(--onrecord-border, GrayText); border-radius: var(--onrecord-radius, 4px); }
input:focus-visible { outline: 2px solid var(--onrecord-accent, LinkText); outline-offset: 1px; }
.panel { position: absolute; inset-inline: 0; top: calc(100% + 4px); z-index: var(--onrecord-layer, 10); max-height: min(70vh, 560px); overflow: auto; color: var(--onrecord-text, CanvasText); background: var(--onrecord-surface, Canvas); border: 1px solid var(--onrecord-border, GrayText); border-radius: var(--onrecord-radius, 4px); box-shadow: 0 8px 28px rgb(0 0 0 / .18); }
.panel[hidden] { display: none; }
.option { display: block; padding: 10px 14px; color: inherit; text-decoration: none; border-inline-start: 3px solid transparent; }
.option + .option { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.option:hover, .option[aria-selected="true"] { background: color-mix(in srgb, currentColor 8%, transparent); border-inline-start-color: var(--onrecord-accent, LinkText); }
.title { display: block; font-weight: 600; }
.facts { display: block; font-size: .85em; opacity: .78; }
.passage { display: block; margin-top: 3px; font-size: .94em; }
.all { font-weight: 600; color: var(--onrecord-accent, LinkText); }
mark { color: inherit; background: var(--onrecord-mark, color-mix(in srgb, gold 50%, transparent)); border-radius: 2px; }
.message { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 8px 14px; font-size: .88em; }
button { min-height: 32px; padding: 0 12px; font: inherit; color: var(--onrecord-accent, LinkText); background: transparent; border: 1px solid; border-radius: var(--onrecord-radius, 4px); cursor: pointer; }
button[hidden] { display: none; }
@media (forced-colors: active) { mark { background: Mark; color: MarkText; } .option[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; } }
`;

const HOME = new URL(".", import.meta.url).href;

/** Return an element with attributes and children; texts become text nodes. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Return where the next word begins, from a place on and no later than another; the place itself in an endless word. */
function wordStart(points, place, latest) {
  const space = points.indexOf(" ", place - 1);
  return space < 0 || space >= latest ? place : space + 1;
}

/** Return a text as nodes, its spans as <mark>. Spans count code points; strings of this language count otherwise. */
function marked(text, spans, { before, length } = { before: 0, length: Infinity }) {
  const points = Array.from(text);
  const first = spans.length ? spans[0][0] : 0;
  const rough = points.length > length ? Math.max(0, Math.min(first - before, points.length - length)) : 0;
  const from = rough && wordStart(points, rough, first);
  const to = from + length < points.length ? wordStart(points, from + length, points.length) : points.length;
  const nodes = from ? ["… "] : [];
  let at = from;
  for (const [start, end] of spans) {
    if (start < at || end > to) continue;
    nodes.push(points.slice(at, start).join(""), element("mark", { part: "mark" }, points.slice(start, end).join("")));
    at = end;
  }
  nodes.push(points.slice(at, to).join(""), to < points.length ? " …" : "");
  return nodes.filter((node) => node !== "");
}

/** Return an address if it is one to link to, resolved; null for any scheme but http and https. */
function webAddress(address, base) {
  try {
    const url = new URL(address, base);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

/** Return how many seconds a Retry-After header asks to wait. */
function secondsToWait(header) {
  const seconds = /^\d+$/.test(header ?? "") ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : RETRY_SECONDS;
}

class OnrecordSearch extends HTMLElement {
  #input = element("input", {
    id: "q", part: "input", type: "search", name: "q", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": "list", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", maxlength: LONGEST, dir: "auto",
  });
  #label = element("label", { for: "q" });
  #list = element("div", { id: "list", part: "list", role: "listbox" });
  // What is heard is always there, or its first words would go unheard; what is seen comes and goes with the panel.
  #heard = element("span", { class: "heard", role: "status", "aria-live": "polite" });
  #seen = element("span", { part: "status", "aria-hidden": "true" });
  #retry = element("button", { part: "retry", type: "button", hidden: "" });
  #panel = element("div", { part: "panel", class: "panel", hidden: "" },
    this.#list, element("div", { class: "message" }, this.#seen, this.#retry));
  #active = -1;
  #asked = "";
  #sequence = 0;
  #request = null;
  #timers = {};
  #state = "idle";
  #online = () => this.#state === "offline" && this.#search();

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    const form = element("form", { role: "search" }, this.#label, this.#input);
    root.append(form, this.#heard, this.#panel);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#enter(); });
    this.#input.addEventListener("input", (event) => event.isComposing || this.#typed());
    this.#input.addEventListener("compositionend", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("focus", () => this.#list.childElementCount && this.#open());
    this.#retry.addEventListener("click", () => { this.#input.focus(); this.#search(); });
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#tellSelected(event.target.closest("[role=option]")));
    this.addEventListener("focusout", () => this.#close());
  }

  static observedAttributes = ["placeholder", "lang", "label"];

  attributeChangedCallback() { this.#name(); }

  connectedCallback() {
    this.#name();
    window.addEventListener("online", this.#online);
    const fallback = this.querySelector("input[name=q]");
    if (fallback?.value && !this.#input.value) this.#input.value = fallback.value;
    if (fallback && fallback === document.activeElement) this.#input.focus();
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.#online);
    this.#cancel();
    this.#close();
  }

  get #words() {
    const tag = (this.getAttribute("lang") ?? "en").toLowerCase().split("-")[0];
    return WORDS[tag] ?? WORDS.en;
  }

  get #base() {
    const given = this.getAttribute("endpoint");
    return given ? webAddress(given.endsWith("/") ? given : `${given}/`, document.baseURI)?.href ?? HOME : HOME;
  }

  get #limit() {
    const given = Number.parseInt(this.getAttribute("limit"), 10);
    return Number.isNaN(given) ? LIMITS.usual : Math.max(LIMITS.least, Math.min(LIMITS.most, given));
  }

  get #options() { return [...this.#list.querySelectorAll("[role=option]")]; }

  #name() {
    const name = this.getAttribute("label") ?? this.#words.label;
    this.#label.textContent = name;
    this.#list.setAttribute("aria-label", name);
    this.#input.placeholder = this.getAttribute("placeholder") ?? this.#words.placeholder;
    this.#retry.textContent = this.#words.retry;
  }

  #typed() {
    const query = this.#input.value.trim();
    if (query === this.#asked) return;
    this.#cancel();
    this.#asked = query;
    if (query) this.#timers.typing = setTimeout(() => this.#search(), DEBOUNCE);
    else this.#clear();
  }

  /** Drop what is under way: a request, and whatever waits to be done. */
  #cancel() {
    this.#sequence += 1;
    this.#request?.abort();
    Object.values(this.#timers).forEach(clearTimeout);
    this.#timers = {};
  }

  #clear() {
    this.#show("idle", "");
    this.#list.replaceChildren();
    this.#close();
  }

  async #search() {
    this.#cancel();
    const query = this.#asked = this.#input.value.trim();
    if (!query) return this.#clear();
    const turn = this.#sequence;
    this.#request = new AbortController();
    this.#timers.patience = setTimeout(() => this.#show("loading", this.#words.loading), PATIENCE);
    this.#tell("search", { query });
    const url = new URL("api/v1/search", this.#base);
    url.search = new URLSearchParams({ q: query, limit: this.#limit });
    let answer = null;
    let response = null;
    try {
      response = await fetch(url, { signal: this.#request.signal, credentials: "omit", referrerPolicy: "no-referrer" });
      answer = await response.json();
    } catch (error) {
      if (error.name === "AbortError") return;
    }
    if (turn !== this.#sequence) return;
    clearTimeout(this.#timers.patience);
    if (response?.ok && answer) this.#found(answer, query);
    else this.#failed(response, answer, query);
  }

  #found(page, query) {
    const base = this.#base;
    const options = page.hits.map((hit) => this.#option(hit, query, base)).filter(Boolean);
    this.#tell("results", { query, statements: page.total.statements });
    this.#activate(-1);
    if (!options.length) {
      this.#list.replaceChildren();
      return this.#show("none", this.#words.none.replace("{q}", () => query));
    }
    const all = webAddress(`?${new URLSearchParams({ q: query })}`, base);
    options.push(element("a", { class: "option all", part: "option all", role: "option", href: all.href, tabindex: "-1" }, this.#words.all));
    options.forEach((option, place) => { option.id = `option-${place}`; option.ariaSelected = "false"; });
    this.#list.replaceChildren(...options);
    this.#panel.scrollTop = 0;
    const number = page.total.statements;
    const count = number === 1 ? this.#words.one : this.#words.many.replace("{n}", number.toLocaleString());
    this.#show("results", number ? count : this.#words.some);
  }

  #option(hit, query, base) {
    const { statement, paragraphs: [best] } = hit;
    const address = webAddress(best?.permalink ?? `s/${encodeURIComponent(statement.id)}`, base);
    if (!address) return null;
    address.searchParams.set("q", query);
    const facts = [statement.published, statement.publisher, best?.speaker].filter(Boolean).join(" · ");
    const language = (tag) => (tag ? { lang: tag } : {});
    const option = element("a", { class: "option", part: "option", role: "option", href: address.href, tabindex: "-1" },
      element("span", { class: "title", part: "title", dir: "auto", ...language(statement.language) }, ...marked(statement.title, hit.title_highlights ?? [])));
    if (facts) option.append(element("span", { class: "facts", part: "facts", dir: "auto" }, facts));
    if (best) option.append(element("span", { class: "passage", part: "passage", dir: "auto", ...language(best.language) }, ...marked(best.text, best.highlights, EXCERPT)));
    return option;
  }

  #failed(response, answer, query) {
    const status = response?.status ?? 0;
    this.#tell("error", { query, status });
    this.#list.replaceChildren();
    this.#activate(-1);
    if (status === 429) return this.#wait(secondsToWait(response.headers.get("Retry-After")));
    if (!status && !navigator.onLine) return this.#show("offline", this.#words.offline);
    const told = status >= 400 && status < 500 ? answer?.error?.message : null;
    return this.#show("error", told ?? this.#words.error, { retry: !told });
  }

  #wait(seconds) {
    this.#show("busy", this.#words.busy.replace("{n}", seconds));
    this.#timers.waiting = setTimeout(() => this.#search(), seconds * 1000);
  }

  #show(state, message, { retry = false } = {}) {
    this.#state = state;
    this.#retry.hidden = !retry;
    this.#list.ariaBusy = String(state === "loading");
    for (const each of [this.#heard, this.#seen]) if (each.textContent !== message) each.textContent = message;
    if (state !== "idle" && this.matches(":focus-within")) this.#open();
  }

  #open() {
    this.#panel.hidden = false;
    this.#input.ariaExpanded = String(this.#list.childElementCount > 0);
  }

  #close() {
    this.#panel.hidden = true;
    this.#input.ariaExpanded = "false";
    this.#activate(-1);
  }

  #activate(place) {
    const options = this.#options;
    this.#active = place;
    options.forEach((option, each) => { option.ariaSelected = String(each === place); });
    if (place < 0) return this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-activedescendant", options[place].id);
    return options[place].scrollIntoView({ block: "nearest" });
  }

  /** Move through the options; past either end lies the input itself. */
  #move(step) {
    const places = this.#options.length + 1;
    if (places === 1) return;
    this.#open();
    this.#activate(((this.#active + 1 + step + places) % places) - 1);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const open = !this.#panel.hidden;
    if (event.key === "ArrowDown") event.altKey ? this.#open() : this.#move(1);
    else if (event.key === "ArrowUp") event.altKey ? this.#close() : this.#move(-1);
    else if (event.key === "Escape" && open) this.#close();
    else if (event.key === "Escape" && this.#input.value) { this.#input.value = ""; this.#typed(); }
    else return;
    event.preventDefault();
  }

  #enter() {
    const active = this.#options[this.#active];
    if (active) return active.click();
    const query = this.#input.value.trim();
    const address = webAddress(query ? `?${new URLSearchParams({ q: query })}` : "", this.#base);
    return window.location.assign(address.href);
  }

  #tellSelected(option) {
    if (option) this.#tell("select", { query: this.#asked, url: option.href });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`onrecord-${name}`, { detail, bubbles: true, composed: true }));
  }
}

// Two copies of the script on a page are one box; a browser without constructed style sheets keeps the plain form.
if (!customElements.get(NAME) && "adoptedStyleSheets" in Document.prototype) customElements.define(NAME, OnrecordSearch);
