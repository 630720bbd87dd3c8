"""Pages of other sites that embed the search box."""

STRICT = (
    "default-src 'none'; script-src {address}; connect-src {address}; img-src data:; form-action {address}; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""A policy that allows the archive's scripts and answers, and nothing else."""

STYLED = STRICT + "; style-src 'unsafe-inline'"
"""The same for a page with a style sheet of its own."""

BOX = """<onrecord-search endpoint="{address}/"{attributes}>
<form action="{address}/" method="get"><label>Plain search <input type="search" name="q"></label>
<button>Go</button></form>
</onrecord-search>"""

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Another site</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
{head}<script type="module" src="{address}/widget.js"></script>
<script type="module" src="{address}/widget.js?again"></script>
</head><body>
<main><h1>Another site</h1>
{body}
<p>A paragraph below the box, <a href="#below">with a link</a>.</p></main>
</body></html>"""
"""It loads the script twice."""

HOSTILE = """
* { all: unset !important; }
html { font-size: 10px !important; }
*, ::before, ::after { color: lime !important; background: purple !important; font: 700 40px/3 fantasy !important;
  letter-spacing: 1em !important; word-spacing: 2em !important; text-transform: uppercase !important;
  text-indent: 4em !important; text-align: end !important; white-space: pre !important; cursor: wait !important; }
input, button, form, label, a, mark, div, span { position: absolute !important; transform: rotate(12deg) !important;
  letter-spacing: 1em !important; text-transform: uppercase !important; border: 9px dotted red !important;
  visibility: hidden !important; display: none !important; opacity: .2 !important; z-index: -1 !important; }
#q, #list, .panel, .option, .root, .bar, .frame, .title { display: none !important; }
onrecord-search * { display: none !important; }
"""
"""A style sheet that leaves nothing as it was."""


PLACED = """
html, html body, html main { background: white !important; }
html head, html h1, html p, html script { visibility: hidden !important; }
html title, html style { visibility: hidden !important; }
html body onrecord-search { position: absolute !important; inset: 20px auto auto 20px !important;
  width: 600px !important; background: none !important; --onrecord-radius: 0px; }
"""
"""Where the box stands, and on what, is for its page to say."""


def box_of(address: str, attributes: str = "") -> str:
    """Return the element as a page embeds it, with a form for those without scripts."""
    return BOX.format(address=address, attributes=attributes and f" {attributes}")


def page_of(address: str, *, body: str, head: str = "") -> str:
    """Return a page of another site."""
    return PAGE.format(address=address, body=body, head=head)
