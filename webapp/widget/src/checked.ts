/** Answers about quotations as nodes: each with its verdict, why, its differences, and where it stands. */

import { webAddress } from "./addresses";
import { VERDICTS, type Checked, type Difference, type Passage, type Place, type Quotation } from "./check_answer";
import { filled, type Spoken } from "./check_words";
import { element } from "./elements";
import { marked } from "./marks";
import { counted, dayIn } from "./words";

/** Places of one quotation that are shown; others are counted. */
const MOST_PLACES = 5;

/** What is needed to make nodes of an answer: `root` is the archive's. */
export interface Context extends Spoken {
  readonly root: string;
}

/** Return how many there are of each verdict, in words. */
export function summary({ quotations }: Checked, { words, language }: Spoken): string {
  const number = (verdict: string) => quotations.filter((each) => each.verdict === verdict).length;
  const told = VERDICTS.map((verdict) => [words.verdicts[verdict], number(verdict)] as const).filter(([, found]) => found);
  return told.map(([name, found]) => `${name}: ${found.toLocaleString(language)}`).join(" · ");
}

/** Return all answers, and what they were looked for in. Throws where what answered is no archive. */
export function answers({ quotations, searched, warnings }: Checked, context: Context): Node[] {
  const { words, language } = context;
  const list = element("ol", { part: "answers", "aria-label": words.answers }, ...quotations.map((each) => answer(each, context)));
  const scope = `${counted(words.searched, searched.statements, language)} ${words.elsewhere}`;
  const told = warnings.map((each) => element("p", { class: "warning", part: "warning", lang: "en" }, each));
  return [...told, list, element("p", { class: "facts", part: "searched" }, scope)];
}

function answer(quotation: Quotation, context: Context): HTMLElement {
  const { text, verdict, differences, places, places_total, speaker, speaker_stands } = quotation;
  const { words, language } = context;
  if (!VERDICTS.includes(verdict)) throw new TypeError("no verdict");
  const shown = places.slice(0, MOST_PLACES);
  const more = places_total - shown.length;
  const isUnnamed = verdict === "altered" && speaker_stands === false && speaker;
  const nodes: HTMLElement[] = [
    element("p", { class: "verdict", part: `verdict ${verdict}` }, words.verdicts[verdict]),
    element("blockquote", { part: "quotation", dir: "auto" }, ...(differences.length ? compared(differences, context) : [text])),
    element("p", { part: "why" }, reason(quotation, context)),
  ];
  if (isUnnamed) nodes.push(element("p", { class: "warning", part: "warning" }, filled(words.unnamed, "speaker", speaker)));
  if (shown.length && verdict === "not_found") nodes.push(element("p", { class: "facts" }, words.nearest));
  if (shown.length) nodes.push(element("ul", { part: "places" }, ...shown.map((each) => place(each, context))));
  if (shown.length && more > 0) nodes.push(element("p", { class: "facts" }, counted(words.more, more, language)));
  return element("li", { class: `answer ${verdict}`, part: "answer" }, ...nodes);
}

function reason({ verdict, message, kinds, share, speaker }: Quotation, { words, language }: Spoken): string {
  const { reasons } = words;
  if (!reasons) return message;
  switch (verdict) {
    case "verbatim": return reasons.verbatim;
    case "other_speaker": return filled(reasons.other_speaker, "speaker", speaker ?? "");
    case "altered": return new Intl.ListFormat(language).format(kinds.map((each) => reasons.kinds[each] ?? each));
    case "not_found": return share ? reasons.nearest.replace("{n}", share.toLocaleString(language, { style: "percent" })) : reasons.none;
  }
}

/** Return a quotation with its differences: what the archive has is deleted from it, what it has not inserted. */
function compared(differences: readonly Difference[], { words }: Spoken): Node[] {
  const nodes: Node[] = [];
  // Signs stand right beside words, whichever side they are on; U.S. beside US is a word.
  let isGlued = true;
  for (const difference of differences) {
    const isSign = difference.operation === "punctuation" && !/[\p{L}\p{N}]/u.test(difference.quoted + difference.archive);
    if (!isGlued && !isSign) nodes.push(new Text(" "));
    nodes.push(...piece(difference, words));
    isGlued = isSign;
  }
  return nodes;
}

function piece({ operation, quoted, archive }: Difference, { gone, put, moved }: Spoken["words"]): Node[] {
  switch (operation) {
    case "same": return [new Text(quoted)];
    case "moved": return [element("span", { class: "seam", part: "seam" }, heard(moved))];
  }
  const nodes: Node[] = [];
  const isEdited = operation === "bracketed" || operation === "omitted";
  // Letters in brackets show by themselves what they stand for: [T]he.
  if (operation === "bracketed" && !/^\[.*\]$/s.test(quoted)) return [new Text(quoted)];
  if (archive) nodes.push(element("del", { part: "del" }, heard(`${gone} `), archive));
  if (isEdited) nodes.push(new Text(` ${operation === "omitted" ? "[…]" : quoted}`));
  else if (quoted) nodes.push(element("ins", { part: "ins" }, heard(`${put} `), quoted));
  return nodes;
}

function heard(text: string): Node {
  return element("span", { class: "heard" }, text);
}

function place({ statement, paragraphs }: Place, context: Context): HTMLElement {
  const { title, published, publisher, language } = statement;
  const facts = [published && dayIn(published, context.language), publisher].filter(Boolean).join(" · ");
  return element("li", { class: "place", part: "place" },
    element("p", { class: "title", part: "title", dir: "auto", lang: language }, title),
    element("p", { class: "facts", part: "facts", dir: "auto" }, facts),
    ...paragraphs.flatMap((each) => passage(each, language, context)));
}

function passage({ number, text, speaker, highlights, permalink }: Passage, lang: string | null, { words, language, root }: Context): Node[] {
  const label = words.paragraph.replace("{n}", number.toLocaleString(language));
  const url = webAddress(permalink, root);
  const link = url ? element("a", { part: "link", href: url.href, rel: "noopener" }, label) : label;
  return [
    element("p", { class: "said" }, link, " ", element("bdi", { part: "speaker" }, speaker || words.nobody)),
    element("p", { class: "passage", part: "passage", dir: "auto", lang }, ...marked(text, highlights)),
  ];
}
