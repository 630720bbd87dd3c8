/** The keys of a combobox (APG, combobox pattern): those that edit the text are left to it. */

import type { Listbox } from "./listbox";

/** What keys do that is not moving in the list. */
export interface Actions {
  isOpen(): boolean;
  open(): void;
  close(): void;
  clear(): void;
  /** Follow what is active, else all results, in another tab. */
  enterElsewhere(): void;
}

/** Let keys in the input move through the list, open and close. */
export function listenToKeys(input: HTMLInputElement, list: Listbox, actions: Actions): void {
  input.addEventListener("keydown", (event) => {
    // 229: the key belongs to an input method, which some browsers say in no other way.
    if (event.isComposing || event.keyCode === 229) return;
    const act = actOf(event, input, list, actions);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOf(event: KeyboardEvent, input: HTMLInputElement, list: Listbox, actions: Actions): (() => void) | null {
  const { key, altKey } = event;
  if (event.ctrlKey || event.metaKey) return key === "Enter" ? actions.enterElsewhere : null;
  const move = (step: number) => () => {
    if (list.isEmpty) return;
    actions.open();
    list.move(step);
  };
  switch (key) {
    case "ArrowDown": return altKey ? actions.open : move(1);
    case "ArrowUp": return altKey ? actions.close : move(-1);
    case "Escape": return actions.isOpen() ? actions.close : input.value ? actions.clear : null;
    default: return null;
  }
}
