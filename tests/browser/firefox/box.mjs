/** The search box as one who uses it sees it, driven over WebDriver BiDi. */

import assert from "node:assert/strict";

const PATIENCE = 10_000;

export class Box {
  constructor(page, selector = "onrecord-search") {
    this.page = page;
    this.selector = selector;
  }

  /** What an expression over the box, its shadow root and its field gives. */
  see(expression) {
    return this.page.evaluate(
      `(() => { const box = document.querySelector(${JSON.stringify(this.selector)}); const root = box.shadowRoot;
        const field = root?.querySelector("[part=input]"); return ${expression}; })()`,
    );
  }

  async until(expression, wanted = true) {
    const end = Date.now() + PATIENCE;
    let seen;
    while (Date.now() < end) {
      seen = await this.see(expression);
      if (seen === wanted) return;
      await new Promise((later) => setTimeout(later, 25));
    }
    assert.equal(seen, wanted, expression);
  }

  async begin() {
    await this.until("!!root");
    await this.see("(field.focus(), 0)");
    await this.until("field.getAttribute('role')", "combobox");
  }

  type(text) { return this.page.keyboard.type(text); }

  async search(text) {
    await this.type(text);
    await this.until("!!root.querySelector('[role=option]')");
  }

  async press(...keys) {
    for (const chord of keys) {
      const [key, ...held] = chord.split("+").reverse();
      for (const each of held) await this.page.keyboard.down(each);
      await this.page.keyboard.press(key);
      for (const each of held) await this.page.keyboard.up(each);
    }
  }

  get active() { return this.see("field.getAttribute('aria-activedescendant')"); }

  get isOpen() { return this.see("root.querySelector('[part=panel]')?.checkVisibility() ?? false"); }

  get value() { return this.see("field.value"); }
}
