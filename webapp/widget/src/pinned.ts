/** Files of the widget's own that are loaded when they are needed, each held to the digest that it was built with. */

/** Where the script comes from; its other files lie beside it. */
export const HOME = new URL(".", import.meta.url).href;

/**
 * Import a module whose bytes were checked.
 *
 * `import()` knows no integrity. A preload does, and what it has checked is what `import()` then finds, in the same map of
 * modules (HTML, "fetch a modulepreload module script graph"). Where a browser preloads no modules, nothing is imported.
 */
export function importPinned<Module>({ file, integrity }: Pinned): Promise<Module> {
  const href = HOME + file;
  const link = document.createElement("link");
  return new Promise((onload, onerror) => {
    document.head.append(Object.assign(link, { rel: "modulepreload", href, integrity, crossOrigin: "", onload, onerror }));
  }).then(() => import(href) as Promise<Module>).finally(() => link.remove());
}

/** Read a file of JSON whose bytes were checked. */
export async function readPinned<Content>({ file, integrity }: Pinned): Promise<Content> {
  const response = await fetch(HOME + file, { integrity, credentials: "omit", referrerPolicy: "no-referrer" });
  return (await response.json()) as Content;
}
