/** What must hold in Firefox, by name. Each check gets a fresh page's opener and the archive it may instruct. */

import assert from "node:assert/strict";
import { json, numbered } from "./sites.mjs";

const SEARCH = "/api/v1/search";
const pause = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));

export const CHECKS = {
  async "one types, sees marks and arrives"({ open, archive }) {
    const box = await open();
    await box.search("lantern");
    assert.equal(await box.see("root.querySelector('mark').textContent"), "lantern");
    await box.press("ArrowDown", "Enter");
    await box.page.waitForFunction(() => location.pathname.startsWith("/s/"));
    assert.equal(box.page.url(), `${archive.address}/s/s0?p=1&q=lantern#p1`);
  },

  async "keys move through the field and the list"({ open }) {
    const box = await open();
    await box.search("lantern");
    assert.equal(await box.active, null);
    for (const [key, active] of [["ArrowDown", "option-0"], ["ArrowUp", null], ["ArrowUp", "option-2"], ["ArrowDown", null]]) {
      await box.press(key);
      assert.equal(await box.active, active, key);
    }
    await box.press("Home");
    assert.equal(await box.see("field.selectionStart"), 0);
    await box.press("ArrowRight");
    assert.equal(await box.see("field.selectionStart"), 1);
    await box.press("End");
    assert.equal(await box.see("field.selectionStart"), 7);
  },

  async "escape closes, then clears; alt and the arrows open and close"({ open }) {
    const box = await open();
    await box.search("lantern");
    await box.press("Alt+ArrowUp");
    assert.equal(await box.isOpen, false);
    await box.press("Alt+ArrowDown");
    assert.equal(await box.isOpen, true);
    await box.press("Escape");
    assert.equal(await box.isOpen, false);
    assert.equal(await box.value, "lantern");
    await box.press("Escape");
    assert.equal(await box.value, "");
  },

  async "tab leaves"({ open }) {
    const box = await open();
    await box.search("lantern");
    await box.press("Tab");
    assert.equal(await box.isOpen, false);
    assert.match(await box.page.evaluate(() => document.activeElement.href), /#below$/);
  },

  async "control and enter open another tab"({ open, pages }) {
    const box = await open();
    await box.search("lantern");
    const before = (await pages()).length;
    await box.press("Control+Enter");
    for (let turn = 0; turn < 100 && (await pages()).length === before; turn += 1) await pause(50);
    assert.equal((await pages()).length, before + 1);
    assert.equal(await box.page.title(), "Another site");
  },

  async "enter without a choice leads to all results"({ open, archive }) {
    const box = await open({ attributes: 'filters="lang:en"' });
    await box.type("lantern");
    await box.press("Enter");
    await box.page.waitForFunction(() => location.search.length > 0);
    assert.equal(box.page.url(), `${archive.address}/?q=lantern&filters=lang%3Aen`);
  },

  async "a popover opens by its button and leads back there"({ open }) { await framed(open, "popover"); },

  async "a dialog opens by its button and leads back there"({ open }) { await framed(open, "dialog"); },

  async "keys open it, but not while one types elsewhere"({ open }) {
    const box = await open({ attributes: 'mode="dialog" hotkey="mod+j"', begin: false });
    await box.until("!!root.querySelector('[aria-keyshortcuts]')");
    await box.page.focus("#other");
    await box.press("Control+j");
    await pause(300);
    assert.equal(await box.see("root.querySelector('dialog')?.open ?? false"), false);
    await box.page.focus("a");
    await box.press("Control+j");
    await box.until("root.querySelector('dialog')?.open ?? false");
  },

  async "a script that is loaded twice is one element"({ open }) {
    const box = await open();
    assert.equal(await box.page.evaluate(() => document.scripts.length), 4);
    assert.equal(await box.see("box.constructor === customElements.get('onrecord-search')"), true);
  },

  async "a late answer is dropped"({ open, archive }) {
    archive.replies[SEARCH] = (response, url) =>
      json(numbered(url.searchParams.get("q") === "lan" ? 5 : 1), { after: url.searchParams.get("q") === "lan" ? 900 : 0 })(response);
    const box = await open();
    await box.type("lan");
    await pause(300);
    await box.search("tern");
    await pause(900);
    assert.equal(await box.see("root.querySelectorAll('[role=group]').length"), 1);
    assert.ok(archive.asked.includes("aborted"));
  },

  async "a failure can be tried again"({ open, archive }) {
    archive.replies[SEARCH] = json({}, { status: 500 });
    const box = await open();
    await box.type("lantern");
    await box.until("root.querySelector('[part=retry]')?.checkVisibility() ?? false");
    archive.replies[SEARCH] = json(numbered(1));
    await box.press("Tab", "Enter");
    await box.until("!!root.querySelector('[role=option]')");
  },

  async "too many requests are waited out"({ open, archive }) {
    let turn = 0;
    archive.replies[SEARCH] = (response) => {
      turn += 1;
      return turn === 1 ? json({}, { status: 429, headers: { "Retry-After": "1" } })(response) : json(numbered(1))(response);
    };
    const box = await open();
    await box.type("lantern");
    await box.until("root.querySelector('.root').dataset.state", "busy");
    await box.until("!!root.querySelector('[role=option]')");
    assert.equal(turn, 2);
  },

  async "an archive that cannot be reached is told"({ open, archive, expectComplaints }) {
    archive.replies[SEARCH] = (response) => response.destroy();
    const box = await open();
    await box.type("lantern");
    await box.until("root.querySelector('.root').dataset.state", "error");
    expectComplaints();
  },

  async "a file that was tampered with is refused, and the form leads to the results"({ open, archive, expectComplaints }) {
    archive.tampered = "search";
    const box = await open({ begin: false });
    await box.until("!!root");
    await box.see("(field.focus(), 0)");
    await pause(500);
    assert.equal(await box.page.title(), "Another site");
    assert.equal(await box.see("field.getAttribute('role')"), null);
    await box.type("lantern");
    await box.press("Enter");
    await box.page.waitForFunction(() => location.search === "?q=lantern");
    expectComplaints();
  },

  async "it runs from the right in Arabic"({ open }) {
    const box = await open({ attributes: 'lang="ar"' });
    await box.search("lantern");
    assert.equal(await box.see("getComputedStyle(root.querySelector('[role=option]')).direction"), "rtl");
    const panel = await box.see("JSON.stringify(root.querySelector('[part=panel]').getBoundingClientRect())");
    const { left, right } = JSON.parse(panel);
    assert.ok(left >= 0 && right <= (await box.page.evaluate(() => innerWidth)));
  },

  async "it is as light as its page"({ open }) {
    for (const [scheme, isDark] of [["light", false], ["dark", true]]) {
      const box = await open({ head: `<meta name="color-scheme" content="${scheme}">` });
      const colour = await box.see("getComputedStyle(field).backgroundColor");
      assert.equal(Math.max(...colour.match(/\d+/g).slice(0, 3).map(Number)) < 128, isDark, colour);
    }
  },

  async "a quotation says that its words have changed"({ open, archive }) {
    const paragraph = { text: "New words.", speaker: null, language: "en" };
    archive.replies["/api/v1/quote"] = json({ state: "changed", permalink: `${archive.address}/s/x`, original: null, citation: "C", paragraph });
    const body = `<onrecord-quote paragraph="${archive.address}/s/x?p=1-aaaaaaaa#p1"><blockquote>Old words.</blockquote></onrecord-quote>`;
    const box = await open({ body, begin: false, selector: "onrecord-quote" });
    await box.until("root?.querySelector('[part=quotation]')?.textContent", "New words.");
    assert.match(await box.see("root.querySelector('[part=notice]').textContent"), /have changed/);
  },

  async "a quotation is checked, and its differences are shown"({ open, archive }) {
    const quotation = {
      text: "a legal process", verdict: "altered", message: "Altered: words were left out.", kinds: ["left_out"], share: 1,
      differences: [{ operation: "same", quoted: "a", archive: "a" }, { operation: "left_out", quoted: "", archive: "very" }],
      places: [{
        statement: { title: "T", published: "2025-02-11", publisher: "P", language: "en" },
        paragraphs: [{ number: 2, text: "a very legal process", speaker: null, highlights: [[0, 1]], permalink: "/s/x?p=2#p2" }],
      }],
      places_total: 1, speaker: null, speaker_stands: null,
    };
    archive.replies["/api/v1/check"] = json({ warnings: [], quotations: [quotation], searched: { statements: 1 } });
    const box = await open({ body: `<onrecord-check></onrecord-check>`, begin: false, selector: "onrecord-check" });
    await box.until("!!root");
    await box.see("(root.querySelector('textarea').focus(), 0)");
    await box.type("a legal process");
    await box.press("Tab", "Tab", "Enter");
    await box.until("root.querySelector('[role=status]').textContent", "Altered: 1");
    assert.equal(await box.see("root.querySelector('del').textContent"), "left out: very");
    assert.equal(await box.see("root.querySelector('[part=link]').href"), `${archive.address}/s/x?p=2#p2`);
  },

  async "back finds the query and its results again"({ open }) {
    const box = await open({ attributes: "sync-url" });
    await box.search("lantern");
    await box.press("ArrowDown", "Enter");
    await box.page.waitForFunction(() => location.pathname.startsWith("/s/"));
    await box.page.evaluate(() => { history.back(); });
    await box.page.waitForFunction(() => location.search === "?q=lantern");
    await box.until("!!root?.querySelector('[role=option]')");
    assert.equal(await box.value, "lantern");
  },
};

async function framed(open, mode) {
  const box = await open({ attributes: `mode="${mode}"`, begin: false });
  await box.until("!!root");
  await box.see("(root.querySelector('[part=button]').focus(), 0)");
  await box.press("Enter");
  await box.until("root.activeElement?.name", "q");
  await box.search("lantern");
  await box.press("ArrowDown");
  assert.equal(await box.active, "option-0");
  await box.press("Escape");
  assert.equal(await box.isOpen, false);
  assert.equal(await box.see("root.activeElement?.part.contains('button')"), true);
}
