/** Keys that open a search box: one handler for a page, however many boxes it has. Loaded where a box asks for them. */

import type { OnrecordSearch } from "./box_element";

const USUAL = "mod+k";
const TYPED_INTO = "input, textarea, select, [contenteditable]";
const MODIFIERS = ["alt", "ctrl", "meta", "shift"] as const;
const SPELLED: Readonly<Record<string, string>> = { alt: "Alt", ctrl: "Control", meta: "Meta", shift: "Shift" };

const boxes = new Set<OnrecordSearch>();

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.isComposing || event.defaultPrevented || isTyped(event)) return;
  const asked = [...boxes].filter((box) => box.isConnected && box.hasAttribute("hotkey") && matches(event, keysOf(box)));
  // The first of the page opens, whichever was ready first.
  const [opened] = asked.sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  if (!opened) return;
  event.preventDefault();
  opened.open();
});

/** Let a box be opened by the keys of its attribute, and tell so to those who cannot see it. */
export function add(box: OnrecordSearch): void {
  boxes.add(box);
  const spelled = keysOf(box).map((key) => SPELLED[key] ?? key).join("+");
  box.input.ariaKeyShortcuts = box.button.ariaKeyShortcuts = spelled;
}

/** Return modifiers and a key in lower case. Without Ctrl, Alt or Meta, keys would be typed (WCAG 2.1.4): then the usual. */
function keysOf(box: OnrecordSearch): readonly string[] {
  const given = split(box.getAttribute("hotkey") ?? "");
  return given.length > 1 && given.some((key) => /^(alt|ctrl|meta)$/.test(key)) ? given : split(USUAL);
}

function split(hotkey: string): readonly string[] {
  const mod = /Mac|iP(hone|ad)/.test(navigator.platform) ? "meta" : "ctrl";
  return hotkey.toLowerCase().split("+").map((key) => (key.trim() === "mod" ? mod : key.trim()));
}

function matches(event: KeyboardEvent, keys: readonly string[]): boolean {
  return event.key.toLowerCase() === keys.at(-1) && MODIFIERS.every((each) => event[`${each}Key`] === keys.includes(each));
}

function isTyped(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.matches(TYPED_INTO);
}
