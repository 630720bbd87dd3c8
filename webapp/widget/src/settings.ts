/** What the attributes of a box ask for. */

import type { OnrecordSearch } from "./box_element";

const LIMITS = { least: 1, most: 20, usual: 6 };

export interface Settings {
  readonly root: string;
  readonly language: string;
  /** The language that the archive's pages are asked in; null where the element itself names none. */
  readonly ui: string | null;
  readonly filters: string | null;
  readonly group: string | null;
  readonly limit: number;
  /** The browsing context that results open in, as a link's `target` has it. */
  readonly target: string | null;
  /** Whether results lead to the original page, where the archive knows it. */
  readonly toOriginal: boolean;
  readonly keepsRecent: boolean;
  /** The parameter of the page's own address that holds the query; null where it shall hold none. */
  readonly addressParameter: string | null;
}

/** Return what the attributes ask for; what they cannot mean is as if it were not there. */
export function settingsOf(box: OnrecordSearch): Settings {
  const targets = (box.getAttribute("target") ?? "").split(/\s+/).filter(Boolean);
  return {
    root: box.archive,
    language: box.language,
    ui: box.hasAttribute("lang") ? box.language : null,
    filters: box.getAttribute("filters"),
    group: box.getAttribute("group") === "paragraph" ? "paragraph" : null,
    limit: limitOf(box.getAttribute("limit")),
    target: targets.find((each) => each.startsWith("_")) ?? null,
    toOriginal: targets.includes("original"),
    keepsRecent: box.hasAttribute("recent"),
    addressParameter: addressParameterOf(box),
  };
}

function addressParameterOf(box: OnrecordSearch): string | null {
  return box.getAttribute("sync-url") || (box.hasAttribute("sync-url") ? "q" : null);
}

function limitOf(given: string | null): number {
  const number = Number.parseInt(given ?? "", 10);
  return Number.isNaN(number) ? LIMITS.usual : Math.max(LIMITS.least, Math.min(LIMITS.most, number));
}
