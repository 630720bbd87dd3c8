/** Texts of the archive as nodes: what matches is marked, and nothing in them is ever read as HTML. */

import type { Span } from "./answer";
import { element } from "./elements";

/** How much of a long text is shown, in code points: so much, from so far before the first match. */
const EXCERPT = { length: 220, before: 60 };

/** Return a text with its spans marked. */
export function marked(text: string, spans: readonly Span[]): Node[] {
  const points = Array.from(text);
  return pieces(points, spans, { from: 0, to: points.length });
}

/** Return what stands around the first match of a text, cut between words; an ellipsis tells a cut. */
export function excerpt(text: string, spans: readonly Span[]): Node[] {
  const points = Array.from(text);
  const { length, before } = EXCERPT;
  const first = spans[0]?.[0] ?? 0;
  const rough = Math.max(0, Math.min(first - before, points.length - length));
  const from = rough && wordStart(points, rough, first);
  const to = from + length < points.length ? wordStart(points, from + length, points.length) : points.length;
  const shown = pieces(points, spans, { from, to });
  if (from) shown.unshift(new Text("… "));
  if (to < points.length) shown.push(new Text(" …"));
  return shown;
}

/** Return where the next word begins, from a place on and before another; the place itself in an endless word. */
function wordStart(points: readonly string[], place: number, latest: number): number {
  const space = points.indexOf(" ", place - 1);
  return space < 0 || space >= latest ? place : space + 1;
}

function pieces(points: readonly string[], spans: readonly Span[], { from, to }: { from: number; to: number }): Node[] {
  const nodes: Node[] = [];
  let at = from;
  const upTo = (end: number) => {
    if (end > at) nodes.push(new Text(points.slice(at, end).join("")));
    at = end;
  };
  for (const [start, end] of spans) {
    if (start < at || end > to) continue;
    upTo(start);
    nodes.push(element("mark", { part: "mark" }, points.slice(start, end).join("")));
    at = end;
  }
  upTo(to);
  return nodes;
}
