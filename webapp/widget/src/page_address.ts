/** The query in the address of the page that the box stands in: it can be shared, and Back finds it again. */

export class PageAddress {
  readonly #parameter: string;
  #before = location.href;
  #isReplacing = false;

  constructor(parameter: string) {
    this.#parameter = parameter;
  }

  get query(): string { return new URLSearchParams(location.search).get(this.#parameter) ?? ""; }

  /** Follow what is typed: no step of the history for each key. */
  replace(query: string): void {
    if (!this.#isReplacing) this.#before = location.href;
    this.#isReplacing = true;
    history.replaceState(history.state, "", this.#with(query));
  }

  /** Make a step of the history of what was submitted: Back leads to where one was before typing. */
  push(query: string): void {
    if (this.#isReplacing) history.replaceState(history.state, "", this.#before);
    this.#isReplacing = false;
    if (location.href !== this.#with(query)) history.pushState(null, "", this.#with(query));
  }

  #with(query: string): string {
    const url = new URL(location.href);
    if (query) url.searchParams.set(this.#parameter, query);
    else url.searchParams.delete(this.#parameter);
    return url.href;
  }
}
