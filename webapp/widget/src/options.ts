/** Results as options of a list: paragraphs under their statement, each a link. */

import type { Hit, Page, Paragraph, Statement } from "./answer";
import { archiveAddress, webAddress } from "./addresses";
import { element } from "./elements";
import { excerpt, marked } from "./marks";
import type { Settings } from "./settings";
import { dayIn, type Words } from "./words";

/** What is needed to make options of an answer. */
export interface Context {
  readonly settings: Settings;
  readonly words: Words;
  readonly query: string;
}

/** Return a group for every statement of a page that leads somewhere, and the way to all results. */
export function resultOptions(page: Page, context: Context): HTMLElement[] {
  const groups = page.hits.map((hit) => group(hit, context)).filter((each) => each !== null);
  return groups.length ? [...groups, allResults(context)] : [];
}

/** Return a link that is an option; `_blank` and its like are followed without telling the archive where from. */
function option(href: string, { settings }: Context, ...children: Node[]): HTMLElement {
  const { target } = settings;
  return element("a", { class: "option", part: "option", role: "option", href, target, rel: target && "noopener", tabindex: "-1" }, ...children);
}

function allResults(context: Context): HTMLElement {
  const made = option(resultsAddress(context.settings, context.query), context, new Text(context.words.all));
  made.part.add("all");
  made.classList.add("all");
  return made;
}

/** Return the address of the archive's own page of results. */
export function resultsAddress({ root, filters, ui }: Settings, query: string): string {
  return archiveAddress(root, "", { q: query, filters, ui });
}

function group({ statement, title_highlights, paragraphs }: Hit, context: Context): HTMLElement | null {
  const title = element("span", { class: "title", part: "title", dir: "auto", lang: statement.language },
    ...marked(statement.title, title_highlights));
  const facts = element("span", { class: "facts", part: "facts", dir: "auto" }, factsOf(statement, context.settings));
  const links = paragraphs.map((each) => paragraphOption(each, context)).filter((each) => each !== null);
  const own = webAddress(`s/${encodeURIComponent(statement.id)}`, context.settings.root);
  if (!paragraphs.length && own) return option(withQuery(own, context), context, title, facts);
  if (!links.length) return null;
  const heading = element("div", { class: "heading", part: "heading" }, title, facts);
  const made = element("div", { class: "group", part: "group", role: "group" }, heading, ...links);
  made.ariaLabel = statement.title;
  return made;
}

function paragraphOption(paragraph: Paragraph, context: Context): HTMLElement | null {
  const { text, highlights, language, speaker, permalink, original } = paragraph;
  const { root, toOriginal } = context.settings;
  const there = toOriginal && original ? webAddress(original, root) : null;
  const here = webAddress(permalink, root);
  if (!here) return null;
  const passage = element("span", { class: "passage", part: "passage", dir: "auto", lang: language }, ...excerpt(text, highlights));
  const said = speaker ? [element("span", { class: "facts", part: "speaker", dir: "auto" }, speaker)] : [];
  return option(there?.href ?? withQuery(here, context), context, ...said, passage);
}

function withQuery(url: URL, { query, settings }: Context): string {
  url.searchParams.set("q", query);
  if (settings.ui) url.searchParams.set("ui", settings.ui);
  return url.href;
}

function factsOf({ published, publisher }: Statement, { language }: Settings): string {
  return [published && dayIn(published, language), publisher].filter(Boolean).join(" · ");
}
