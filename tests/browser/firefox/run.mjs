/** Runs every check in Firefox and writes a line of JSON for each: `node run.mjs FIREFOX ARCHIVE`. */

import puppeteer from "puppeteer-core";
import { Box } from "./box.mjs";
import { CHECKS } from "./checks.mjs";
import { archive, host, json, numbered } from "./sites.mjs";

const [firefox, real] = process.argv.slice(2);

/** What a page allows: the archive's scripts and answers, and nothing else. */
const STRICT = "default-src 'none'; script-src {archive}; connect-src {archive}; img-src data:; form-action {archive}; "
  + "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });

for (const [name, check] of Object.entries(CHECKS)) {
  const told = await archive(real);
  told.replies["/api/v1/search"] = json(numbered(2));
  const context = await browser.createBrowserContext();
  const complaints = [];
  // Firefox itself asks for an icon when it comes back to a page.
  const note = (text) => { if (!text.includes("/favicon.ico")) complaints.push(text); };
  const open = async ({ begin = true, selector, ...options } = {}) => {
    const page = await context.newPage();
    page.on("pageerror", (error) => note(String(error)));
    page.on("console", (message) => { if (message.type() === "error") note(message.text()); });
    await page.goto(await host(told.address, { policy: STRICT, ...options }));
    const box = new Box(page, selector);
    if (begin) await box.begin();
    return box;
  };
  let failure = null;
  try {
    await check({ open, archive: told, pages: () => context.pages(), expectComplaints: () => { complaints.length = 0; } });
    if (complaints.length) failure = complaints.join("\n");
  } catch (error) {
    failure = error.stack;
  }
  console.log(JSON.stringify({ name, failure }));
  await context.close();
}
await browser.close();
process.exit(0);
