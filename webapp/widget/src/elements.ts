/** Elements made without HTML: a strict Content-Security-Policy with Trusted Types allows nothing else. */

type Attributes = Readonly<Record<string, string | null | undefined>>;
type Children = readonly (Node | string)[];

/** Return an element with those attributes that have a value; texts become text nodes. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Children
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Return a style sheet that no policy forbids. */
export function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
