/** The list below the input: what is active in it, while focus stays in the input (APG, combobox pattern). */

import { element } from "./elements";

const COMBOBOX = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "list", maxlength: "1000", spellcheck: "false" };

export class Listbox {
  readonly node = element("div", { id: "list", class: "list", part: "list", role: "listbox" });
  readonly #input: HTMLInputElement;
  #options: HTMLElement[] = [];
  #active = -1;

  constructor(input: HTMLInputElement) {
    this.#input = input;
    for (const [name, value] of Object.entries(COMBOBOX)) {
      input.setAttribute(name, value);
    }
    // Focus stays in the input, whatever is clicked.
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isEmpty(): boolean { return !this.#options.length; }

  get active(): HTMLElement | null { return this.#options[this.#active] ?? null; }

  /** Show options and groups of options; none of them is active. */
  show(...children: readonly HTMLElement[]): void {
    this.node.replaceChildren(...children);
    this.#options = [...this.node.querySelectorAll<HTMLElement>("[role=option]")];
    this.#options.forEach((option, place) => { option.id = `option-${place}`; });
    this.activate(-1);
  }

  /** Move through the options; past either end lies the input itself. */
  move(step: number): void {
    const places = this.#options.length + 1;
    this.activate(((this.#active + 1 + step + places) % places) - 1);
  }

  activate(place: number): void {
    this.#active = place;
    this.#options.forEach((option, each) => { option.ariaSelected = String(each === place); });
    const { active } = this;
    if (active) this.#input.setAttribute("aria-activedescendant", active.id);
    else this.#input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }
}
