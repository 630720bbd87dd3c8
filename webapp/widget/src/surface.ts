/** Where the results are shown: below an input in the page, in a popover, or in a dialog. All of them open and close. */

import type { OnrecordSearch } from "./box_element";
import { element } from "./elements";

export interface Surface {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
}

/** Build what a box's mode asks for; `changed` hears of its opening and closing, by whomever. */
export function surfaceOf(box: OnrecordSearch, panel: HTMLElement, close: HTMLButtonElement, changed: (isOpen: boolean) => void): Surface {
  switch (box.getAttribute("mode")) {
    case "dialog": return new Framed(box, dialog(), panel, close, changed);
    case "popover": return new Framed(box, popover(), panel, close, changed);
    default: return new Dropped(box, panel, changed);
  }
}

// The top layer is above whatever the page has, and nothing there is cut off. Where its place cannot be tied to the
// input's, the panel stands in the page.
const FLOATS = "popover" in HTMLElement.prototype && CSS.supports("position-area", "end");

/** A panel that drops from the input. */
class Dropped implements Surface {
  readonly #panel: HTMLElement;
  readonly #changed: (isOpen: boolean) => void;

  constructor(box: OnrecordSearch, panel: HTMLElement, changed: (isOpen: boolean) => void) {
    this.#panel = panel;
    this.#changed = changed;
    panel.hidden = true;
    panel.classList.add("dropped");
    if (FLOATS) panel.popover = "manual";
    box.root.append(panel);
  }

  get isOpen(): boolean { return !this.#panel.hidden; }

  open(): void {
    if (this.isOpen) return;
    this.#panel.hidden = false;
    if (FLOATS) this.#panel.showPopover();
    this.#changed(true);
  }

  close(): void {
    if (!this.isOpen) return;
    if (FLOATS && this.#panel.isConnected) this.#panel.hidePopover();
    this.#panel.hidden = true;
    this.#changed(false);
  }
}

/** What a framed surface is made of: an element of the top layer, and how it comes and goes. */
interface Frame {
  readonly node: HTMLElement;
  readonly isOpen: boolean;
  show(): void;
  hide(): void;
}

function dialog(): Frame {
  const node = element("dialog", { class: "frame", part: "frame" });
  // What lies outside of the dialog's box is its backdrop.
  node.addEventListener("click", (event) => event.target === node && node.close());
  return { node, get isOpen() { return node.open; }, show: () => node.showModal(), hide: () => node.close() };
}

function popover(): Frame {
  const node = element("div", { class: "frame", part: "frame", role: "dialog", popover: "auto" });
  return { node, get isOpen() { return node.matches(":popover-open"); }, show: () => node.showPopover(), hide: () => node.hidePopover() };
}

/** Input and panel together, behind a button. */
class Framed implements Surface {
  readonly #box: OnrecordSearch;
  readonly #frame: Frame;
  #wasOpen = false;

  constructor(box: OnrecordSearch, frame: Frame, panel: HTMLElement, close: HTMLButtonElement, changed: (isOpen: boolean) => void) {
    this.#box = box;
    this.#frame = frame;
    const { node } = frame;
    node.append(element("div", { class: "bar" }, box.form, close), panel);
    box.root.append(node);
    box.button.ariaHasPopup = "dialog";
    close.addEventListener("click", () => this.close());
    node.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    // Some browsers tell of a dialog's closing in two ways.
    for (const kind of ["toggle", "close"]) {
      node.addEventListener(kind, () => {
        if (this.isOpen !== this.#wasOpen) changed((this.#wasOpen = this.isOpen));
      });
    }
  }

  get isOpen(): boolean { return this.#frame.isOpen; }

  open(): void {
    this.#frame.node.ariaLabel = this.#box.button.textContent;
    if (!this.isOpen) this.#frame.show();
    this.#box.input.focus();
  }

  /** Close it, and lead back to the button: a popover in a shadow root does not find there by itself. */
  close(): void {
    if (!this.isOpen) return;
    this.#frame.hide();
    this.#box.button.focus();
  }
}
