/** The line that tells how a search stands: seen at once, heard when it has settled. */

import { element } from "./elements";

/** Milliseconds that a message stays before it is read out: what a next key replaces is not worth hearing. */
const SETTLED = 500;

export class Status {
  // What is heard is always in the page, or its first words would go unheard; what is seen comes and goes.
  readonly heard = element("span", { class: "heard", role: "status", "aria-live": "polite" });
  readonly #seen = element("span", { part: "status", "aria-hidden": "true" });
  readonly retry = element("button", { part: "retry", type: "button", hidden: "" });
  readonly node = element("div", { class: "message" }, this.#seen, this.retry);
  #timer = 0;

  /** Say a message, or nothing, with or without a button that tries again. */
  say(message: string, { retry = false } = {}): void {
    this.retry.hidden = !retry;
    this.node.hidden = !message;
    this.#seen.textContent = message;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.heard.textContent !== message) this.heard.textContent = message;
    }, message ? SETTLED : 0);
  }
}
