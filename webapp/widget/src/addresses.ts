/** Addresses of the archive, and which addresses are linked to at all. */

/** Return an address if it is one to link to, resolved; null for any scheme but http and https. */
export function webAddress(address: string, base: string): URL | null {
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Return the archive's root with a slash at its end: the one that is given, else where the script comes from. */
export function archiveRoot(given: string | null, home: string): string {
  return (given && webAddress(given.replace(/\/*$/, "/"), document.baseURI)?.href) || home;
}

/** Return an address below the archive's root, with those parameters that have a value. */
export function archiveAddress(root: string, path: string, parameters: Readonly<Record<string, string | null>>): string {
  const url = new URL(path, root);
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value);
  return url.href;
}
