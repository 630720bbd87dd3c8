/** Two sites: an archive that answers as it is told to, with the real one's scripts; and a page that embeds its box. */

import { createServer } from "node:http";

const SHARED = {
  "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After", "Access-Control-Allow-Headers": "Content-Type",
};

/** Serve until the process ends; resolve to the address. */
function serving(answer) {
  const server = createServer(answer);
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(`http://127.0.0.1:${server.address().port}`)));
}

/** A statement's page, or a page of results, as far as a test needs one. */
const PLAIN = "<!doctype html><meta charset=utf-8><title>The archive</title><link rel=icon href='data:,'>";

export function numbered(number) {
  const hits = Array.from({ length: number }, (_, each) => ({
    statement: { id: `s${each}`, title: `Statement ${each}`, published: "2025-02-11", publisher: "P", language: "en" },
    title_highlights: [],
    paragraphs: [{ number: 1, text: `lantern ${each}`, speaker: null, language: null, highlights: [[0, 7]],
      permalink: `/s/s${each}?p=1#p1` }],
  }));
  return { total: { statements: number, paragraphs: number }, hits };
}

/** An archive whose answers a test can change: `replies` make them, by path; without one, `real` is asked. */
export async function archive(real) {
  const told = { replies: {}, asked: [], tampered: "" };
  const address = await serving(async (request, response) => {
    const url = new URL(request.url, "http://x");
    told.asked.push(url);
    request.on("close", () => {});
    response.on("close", () => { if (!response.writableEnded) told.asked.push("aborted"); });
    const reply = told.replies[url.pathname];
    if (reply) return reply(response, url);
    if (!/^\/(widget|quote|check)/.test(url.pathname)) {
      response.writeHead(200, { "Content-Type": "text/html" });
      return response.end(PLAIN);
    }
    const file = await fetch(real + url.pathname);
    const body = await file.text();
    const type = file.headers.get("content-type") ?? "text/html";
    response.writeHead(file.status, { "Content-Type": type, ...SHARED });
    return response.end(told.tampered && url.pathname.includes(told.tampered) ? `${body};document.title="Tampered"` : body);
  });
  return Object.assign(told, { address });
}

export function json(body, { status = 200, headers = {}, after = 0 } = {}) {
  return (response) => setTimeout(() => {
    response.writeHead(status, { "Content-Type": "application/json", ...SHARED, ...headers });
    response.end(JSON.stringify(body));
  }, after);
}

/** A page of another origin; `policy` is its Content-Security-Policy, with the archive's address for `{archive}`. */
export async function host(archiveAddress, { attributes = "", body, head = "", policy }) {
  const form = `<form action="${archiveAddress}/"><label>Plain <input type="search" name="q"></label><button>Go</button></form>`;
  const shown = body ?? `<onrecord-search ${attributes}>${form}</onrecord-search>`;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Another site</title>
    <link rel="icon" href="data:,">${head}
    <script type="module" src="${archiveAddress}/widget.js"></script>
    <script type="module" src="${archiveAddress}/widget.js?again"></script>
    <script type="module" src="${archiveAddress}/quote.js"></script>
    <script type="module" src="${archiveAddress}/check.js"></script>
    </head><body><main><h1>Another site</h1><input id="other" aria-label="Other">${shown}<p><a href="#below">below</a></p></main></body></html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  if (policy) headers["Content-Security-Policy"] = policy.replaceAll("{archive}", archiveAddress);
  return serving((_request, response) => {
    response.writeHead(200, headers);
    response.end(page);
  });
}
