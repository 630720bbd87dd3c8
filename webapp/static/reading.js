/**
 * What pages gain where scripts run: results as one types, matches by key, citations in place, texts to copy.
 *
 * Each page is whole without this. Pages are asked of the server as they are and their parts put in place: no words
 * and no markup are made here.
 */

const PAUSE = 140; // milliseconds without a key before a query is asked
const PATIENCE = 300; // milliseconds before a page says that it is busy
const QUIET = 700; // milliseconds without news before they are read out

const heard = document.getElementById("heard");
const main = document.querySelector("main");
let telling = 0;

/** Ask for pages of which only the newest matters: to ask again drops what is under way. */
class Asking {
  #request = null;

  /** Resolve to the page at an address; reject where none can be had. What is dropped never settles. */
  page(address) {
    this.drop();
    return new Promise((resolve, reject) => {
      const request = this.#request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      request.onload = () => (request.response ? resolve(request.response) : reject(new Error("no page")));
      request.onerror = () => reject(new Error("unreachable"));
      request.send();
    });
  }

  drop() {
    this.#request?.abort();
  }
}

/** Have a text read out once nothing newer came. */
function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => { heard.textContent = text; }, QUIET);
}

/** Search as one types: results replace themselves, and the address follows. */
class Searching {
  #asking = new Asking();
  #timer = 0;
  #shown = pathOf(location);
  #typed = false; // whether the newest entry of the history was made by typing

  constructor(form) {
    this.form = form;
    this.input = form.elements.q;
    this.input.addEventListener("input", (event) => event.isComposing || this.#wait());
    this.input.addEventListener("compositionstart", () => clearTimeout(this.#timer));
    this.input.addEventListener("compositionend", () => this.#wait());
    this.form.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("popstate", () => this.#follow());
    document.addEventListener("click", (event) => this.#open(event));
  }

  get #address() {
    const address = new URL(this.form.action);
    address.search = new URLSearchParams(new FormData(this.form));
    return address;
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#asking.drop();
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  async #search() {
    const address = this.#address;
    if (!this.input.value.trim() || pathOf(address) === this.#shown) return;
    const page = await this.#page(address);
    if (!page) return;
    this.#show(page, address);
    history[this.#typed ? "replaceState" : "pushState"](null, "", address);
    this.#typed = true;
  }

  /** Return the page, or nothing where there is none to show, which is told. */
  async #page(address) {
    const patience = setTimeout(() => { main.ariaBusy = "true"; }, PATIENCE);
    try {
      return await this.#asking.page(address);
    } catch {
      tell(this.form.dataset.unreachable);
      this.form.classList.add("unreachable");
      return null;
    } finally {
      clearTimeout(patience);
      main.ariaBusy = null;
    }
  }

  #show(page, address) {
    this.#keepInput();
    main.replaceChildren(...document.importNode(page.querySelector("main"), true).childNodes);
    document.title = page.title;
    this.#shown = pathOf(address);
    this.form.classList.remove("unreachable");
    tell(main.querySelector(".totals, .partial h2, .nothing h2, .notice h1")?.textContent ?? "");
    if (scrollY > main.offsetTop) scrollTo(0, 0);
  }

  /** Take the field one types in out of what is replaced, with the caret where it is. */
  #keepInput() {
    if (!main.contains(this.form)) return;
    const { selectionStart, selectionEnd } = this.input;
    document.querySelector(".wordmark").after(this.form.closest("search"));
    this.input.focus();
    this.input.setSelectionRange(selectionStart, selectionEnd);
  }

  #submit(event) {
    clearTimeout(this.#timer);
    this.#typed = false;
    if (pathOf(this.#address) === this.#shown) event.preventDefault();
  }

  async #follow() {
    if (pathOf(location) === this.#shown) return;
    this.#typed = false;
    const query = new URLSearchParams(location.search).get("q");
    if (!query || location.pathname !== new URL(this.form.action).pathname) return location.reload();
    const page = await this.#page(location.href);
    if (!page) return;
    this.#show(page, location);
    this.input.value = query;
  }

  /** Show more or fewer paragraphs of a statement where it stands. */
  async #open(event) {
    const link = event.target.closest?.(".more a");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    const hit = link.closest("article");
    const page = await this.#page(link.href);
    const other = page?.getElementById(hit.id);
    if (!other) return;
    const number = hit.querySelectorAll(".passage").length;
    hit.replaceChildren(...document.importNode(other, true).childNodes);
    (hit.querySelectorAll(".passage .number")[number] ?? hit.querySelector(".more a"))?.focus();
  }
}

/** Go from match to match with Alt and the arrows. */
function walkMatches(bar) {
  const places = [...bar.querySelectorAll("a")].map((link) => document.getElementById(link.hash.slice(1)));
  const keys = bar.querySelector(".keys");
  if (keys) keys.hidden = false;
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const at = places.findIndex((place) => `#${place.id}` === location.hash);
    const next = at < 0 ? nearest(places, step) : at + step;
    if (places[next]) location.replace(`#${places[next].id}`);
  });
}

/** Return the place of the first match below what is read, or of the last above it. */
function nearest(places, step) {
  const below = places.findIndex((place) => place.getBoundingClientRect().top > innerHeight / 4);
  if (step > 0) return below;
  return (below < 0 ? places.length : below) - 1;
}

/** Show a citation on the page that one reads. */
async function openCitation(link) {
  const page = await new Asking().page(link.href);
  const dialog = document.createElement("dialog");
  dialog.append(document.importNode(page.getElementById("citation"), true));
  dialog.setAttribute("aria-labelledby", "citation-name");
  dialog.querySelector(".close").hidden = false;
  dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
  document.body.append(dialog);
  offerCopies(dialog);
  dialog.showModal();
}

function offerCopies(part) {
  for (const button of part.querySelectorAll("[data-copy]")) button.hidden = false;
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(text.value);
  } catch { // no leave, or no secure connection: the older way needs neither
    text.select();
    document.execCommand("copy");
  }
  const label = button.firstChild;
  const before = label.data;
  label.data = button.dataset.done;
  tell(button.dataset.done);
  setTimeout(() => { label.data = before; }, 2000);
}

function pathOf({ pathname, search }) {
  return pathname + search;
}

function isPlain(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) return copy(button);
  const link = event.target.closest?.("a.cite");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  openCitation(link).catch(() => location.assign(link.href));
});

offerCopies(document);
const form = document.querySelector("form.search");
// A form that posts keeps what is typed to itself until it is sent.
if (form?.method === "get") new Searching(form);
const matches = document.querySelector(".matches");
if (matches?.querySelector("a")) walkMatches(matches);
