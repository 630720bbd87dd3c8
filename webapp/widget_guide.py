"""What the search box can be told, and what it tells: one table for the builder, its page and the documentation."""

from dataclasses import dataclass

from indexer.messages import say

LANGUAGES = ("en", "ar", "es", "fr")
"""Languages that the box speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An attribute of the element.

    `choices` are all of its values, empty where any text is one; a `switch` is either there or not. `example` is a
    value to begin from.
    """

    name: str
    means: str
    choices: tuple[str, ...] = ()
    switch: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something with a name, and what it is."""

    name: str
    means: str


OPTIONS = (
    Option(
        name="mode",
        means=say(
            "Where it stands: `inline` is a field in the page, with results below it; `popover` and `dialog` are a "
            "button that opens field and results above the page. `inline`, if you leave it out."
        ),
        choices=("inline", "popover", "dialog"),
    ),
    Option(
        name="lang",
        means=say("The language of the box itself. That of the page around it, if you leave it out."),
        choices=LANGUAGES,
    ),
    Option(
        name="theme",
        means=say("Light or dark. As the page around it is, by its `color-scheme`, if you leave it out."),
        choices=("light", "dark"),
    ),
    Option(name="placeholder", means=say("The hint inside the empty field.")),
    Option(name="label", means=say("The name of the field for those who cannot see it, and the words on the button.")),
    Option(
        name="filters",
        means=say("What every search is held to: publishers, countries, topics, languages, dates, as one types them."),
        example="lang:en date:2020..2024",
    ),
    Option(
        name="group",
        means=say("What is listed: statements, each with its two best paragraphs, or single paragraphs."),
        choices=("statement", "paragraph"),
    ),
    Option(name="limit", means=say("How many are listed, 1 to 20. 6, if you leave it out."), example="6"),
    Option(
        name="target",
        means=say(
            "Where results open: `_blank` is a new tab; `original` leads to the words on the page that they were "
            "published on, where the archive knows it."
        ),
        choices=("_blank", "original", "_blank original"),
    ),
    Option(
        name="hotkey",
        means=say(
            "Keys that open it, with Ctrl, Alt or Meta among them. `mod+k`, which is Ctrl or Command with K, if it has "
            "no value."
        ),
        example="mod+k",
    ),
    Option(
        name="sync-url",
        means=say("The parameter of your page’s own address that holds the query, for links and the Back button."),
        example="q",
    ),
    Option(
        name="recent",
        means=say("Whether the reader’s browser keeps their last five searches and offers them. Nothing else is kept."),
        switch=True,
    ),
)

ENDPOINT = Option(
    name="endpoint", means=say("The archive to search. Where the script comes from, if you leave it out.")
)

PARTS = (
    Named(name="input", means=say("the field")),
    Named(name="button", means=say("what opens a popover or a dialog")),
    Named(name="frame", means=say("the popover or the dialog")),
    Named(name="close", means=say("the button that closes it")),
    Named(name="panel", means=say("what holds the results and the message below them")),
    Named(name="list", means=say("the results")),
    Named(name="group", means=say("a statement with its paragraphs")),
    Named(name="heading", means=say("its title and facts")),
    Named(name="title", means=say("the title of a statement")),
    Named(name="facts", means=say("its date and publisher")),
    Named(name="option", means=say("a paragraph that one can choose")),
    Named(name="speaker", means=say("who said it")),
    Named(name="passage", means=say("its words")),
    Named(name="mark", means=say("words that were found")),
    Named(name="all", means=say("the way to all results")),
    Named(name="recent", means=say("a search that was made before")),
    Named(name="forget", means=say("what forgets them")),
    Named(name="status", means=say("the message: how many there are, or what went wrong")),
    Named(name="retry", means=say("the button that tries again")),
)

PROPERTIES = (
    Named(name="--onrecord-accent", means=say("links, the edge of what is active, the outline of what has the focus")),
    Named(name="--onrecord-mark", means=say("the ground of words that were found")),
    Named(name="--onrecord-surface", means=say("the ground of field and results")),
    Named(name="--onrecord-text", means=say("letters")),
    Named(name="--onrecord-border", means=say("edges")),
    Named(name="--onrecord-font", means=say("size and family, as the `font` property has them")),
    Named(name="--onrecord-radius", means=say("how round its corners are")),
)

EVENTS = (
    Named(name="onrecord-search", means=say("A query was sent. `detail.query` is its text.")),
    Named(name="onrecord-results", means=say("Its answer is shown: `query`, `statements`, `paragraphs`.")),
    Named(
        name="onrecord-select",
        means=say("A result was chosen: `query`, `url`. `preventDefault()` keeps the reader on the page."),
    ),
    Named(
        name="onrecord-error",
        means=say(
            "There is no answer: `query`, `status` (0 where nothing was reached), `retryAfter` in seconds or null."
        ),
    ),
    Named(name="onrecord-open", means=say("Results are shown, or the popover or dialog has opened.")),
    Named(name="onrecord-close", means=say("They are hidden again.")),
)

FIELD_RESERVED = "onrecord-search { display: block; min-height: 48px; }"
BUTTON_RESERVED = "onrecord-search { display: inline-block; min-height: 48px; vertical-align: top; }"
"""What keeps the place of a field or a button until its script is there, so that nothing moves."""
