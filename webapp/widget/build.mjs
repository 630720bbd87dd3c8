// Builds what other sites load: `node build.mjs` writes it, `node build.mjs --check` tells whether it is what stands here.
// Every file is named by its content, and knows the digests of those that it loads: the digest of the first pins all.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const SOURCES = "src";
const BUILT = "built";

/**
 * In kB (1000 bytes) after gzip -9: the box before its use, all of it in use in English, a quotation, the quote check, a
 * language more of any of them.
 */
const LIMITS = { box: 2, used: 10, quote: 3, check: 5.5, language: 1.5 };

const styles = {
  name: "styles",
  setup(building) {
    building.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      // What stands instead of a custom property is left as it was written.
      return { contents: code.trim().replaceAll(", ", ","), loader: "text" };
    });
  },
};

function pinned(stem, ending, text) {
  const bytes = Buffer.from(text);
  const digest = createHash("sha256").update(bytes).digest();
  const file = `widget-${stem}-${digest.toString("hex").slice(0, 12)}.${ending}`;
  return { file, integrity: `sha256-${digest.toString("base64")}`, text };
}

async function bundle(stem, known) {
  const { outputFiles } = await build({
    entryPoints: [join(SOURCES, `${stem}.ts`)],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    write: false,
    plugins: [styles],
    define: Object.fromEntries(Object.entries(known).map(([name, value]) => [name, JSON.stringify(value)])),
  });
  return pinned(stem, "js", outputFiles[0].text);
}

/** Words in every language but English, by its code; `stem` makes the name of a file of it. */
function languages(folder, stem) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  return Object.fromEntries(
    files.map((name) => {
      const code = basename(name, ".json");
      return [code, pinned(stem(code), "json", JSON.stringify(JSON.parse(readFileSync(join(folder, name), "utf8"))))];
    }),
  );
}

const address = ({ file, integrity }) => ({ file, integrity });
const addresses = (files) => Object.fromEntries(Object.entries(files).map(([code, file]) => [code, address(file)]));
const kilobytes = (...files) => files.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0) / 1000;

async function all() {
  const words = languages(join(SOURCES, "words"), (code) => code);
  const checkWords = languages(join(SOURCES, "words", "check"), (code) => `${code}-check`);
  const WORDS = addresses(words);
  const search = await bundle("search", { WORDS });
  const hotkey = await bundle("hotkey", {});
  const box = await bundle("box", { SEARCH: address(search), HOTKEY: address(hotkey) });
  const quote = await bundle("quote", { WORDS });
  const check = await bundle("check", { CHECK_WORDS: addresses(checkWords) });
  const spoken = [...Object.values(words), ...Object.values(checkWords)];
  const kilobytesOf = {
    box: kilobytes(box),
    used: kilobytes(box, search, hotkey),
    quote: kilobytes(quote),
    check: kilobytes(check),
    language: Math.max(...spoken.map((file) => kilobytes(file))),
  };
  const manifest = { box: address(box), quote: address(quote), check: address(check), kilobytes: kilobytesOf };
  const files = [box, search, hotkey, quote, check, ...spoken].map(({ file, text }) => [file, text]);
  return { sizes: kilobytesOf, files: new Map([...files, ["manifest.json", `${JSON.stringify(manifest, null, 2)}\n`]]) };
}

function differences(files) {
  const there = new Set(readdirSync(BUILT));
  const changed = [...files].filter(([name, text]) => !there.has(name) || readFileSync(join(BUILT, name), "utf8") !== text);
  return [...changed.map(([name]) => name), ...[...there].filter((name) => !files.has(name))];
}

const { sizes, files } = await all();
console.log(Object.entries(sizes).map(([name, size]) => `${name} ${size.toFixed(2)} kB`).join(", "));
const tooLarge = Object.entries(LIMITS).filter(([name, limit]) => sizes[name] > limit);
for (const [name, limit] of tooLarge) console.error(`${name} takes ${sizes[name].toFixed(2)} kB, more than ${limit} kB.`);
if (process.argv.includes("--check")) {
  const found = differences(files);
  if (found.length) console.error(`Not the build of its sources: ${found.join(", ")}. Run: make widget`);
  process.exit(found.length || tooLarge.length ? 1 : 0);
}
rmSync(BUILT, { recursive: true, force: true });
mkdirSync(BUILT);
for (const [name, text] of files) writeFileSync(join(BUILT, name), text);
process.exit(tooLarge.length ? 1 : 0);
