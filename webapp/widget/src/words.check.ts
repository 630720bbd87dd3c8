/** Holds the files of words to the type that English has: `tsc` reads this, nothing loads it. */

import type { CheckWords, Reasons } from "./check_words";
import ar from "./words/ar.json";
import checkAr from "./words/check/ar.json";
import checkEs from "./words/check/es.json";
import checkFr from "./words/check/fr.json";
import es from "./words/es.json";
import fr from "./words/fr.json";
import type { Words } from "./words";

export const CHECKED: readonly Words[] = [ar, es, fr];
export const CHECKED_OF_CHECK: readonly (CheckWords & { readonly reasons: Reasons })[] = [checkAr, checkEs, checkFr];
