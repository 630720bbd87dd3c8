/** Searches that a reader made before, kept in their browser alone, and only where the page asks for it. */

const MOST = 5;

/** Return the searches of an archive, the latest first; none where the browser keeps nothing. */
export function recent(root: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(root)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Keep a search as the latest. */
export function keep(root: string, query: string): void {
  store(root, [query, ...recent(root).filter((each) => each !== query)].slice(0, MOST));
}

/** Forget all searches of an archive. */
export function forget(root: string): void {
  store(root, []);
}

function keyOf(root: string): string {
  return `onrecord-recent ${root}`;
}

function store(root: string, queries: readonly string[]): void {
  try {
    if (queries.length) localStorage.setItem(keyOf(root), JSON.stringify(queries));
    else localStorage.removeItem(keyOf(root));
  } catch {
    // A browser that keeps nothing has nothing to remember: the search itself goes on.
  }
}
