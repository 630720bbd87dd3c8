/** What `build.mjs` puts in place of these names: files by their content's digest. */

interface Pinned {
  readonly file: string;
  readonly integrity: string;
}

declare const SEARCH: Pinned;
declare const HOTKEY: Pinned;
declare const WORDS: Readonly<Record<string, Pinned>>;
declare const CHECK_WORDS: Readonly<Record<string, Pinned>>;

declare module "*.css" {
  const text: string;
  export default text;
}
