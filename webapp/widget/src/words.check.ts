/** Holds the files of words to the type that English has: `tsc` reads this, nothing loads it. */

import ar from "./words/ar.json";
import es from "./words/es.json";
import fr from "./words/fr.json";
import type { Words } from "./words";

export const CHECKED: readonly Words[] = [ar, es, fr];
