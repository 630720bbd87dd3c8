import pytest

from indexer.extract.page.blocks import read_page
from indexer.extract.page.content import main_blocks
from indexer.extract.page.profile import load_profile

PROSE = [
    f"This is sentence number {number} of the statement, and it is long enough to count as prose."
    for number in range(6)
]
STATEMENT = "".join(f"<p>{each}</p>" for each in PROSE)
NOISE = "<p>Sign up and receive our messages every week, with all that you must know about us.</p>"


def texts(html: str) -> list[str]:
    return [block.text for block in main_blocks(read_page(html, load_profile()), load_profile())]


@pytest.mark.parametrize(
    "page",
    [
        "{statement}",
        "<nav>{noise}</nav>{statement}<footer>{noise}</footer>",
        "<main>{statement}</main><div>{noise}</div>",
        "<div role=main>{statement}</div><div>{noise}</div>",
        "<div>{noise}</div><div itemprop='articleBody description'>{statement}</div>",
        "<article><p>Teaser of another.</p></article><article>{statement}</article><p>Scrap</p>",
        "<main>{statement}<aside>{noise}</aside></main>",
        "<main>{statement}<div class='c-newsletter--wide'>{noise}</div></main>",
        "<main>{statement}<div class='relatedPosts'>{noise}</div></main>",
        "<main>{statement}<div id='comments'>{noise}</div></main>",
        "<main>{statement}<form>{noise}</form></main>",
        "<main>{statement}<div hidden>{noise}</div></main>",
        "<main>{statement}<div style='color: red; DISPLAY : none'>{noise}</div></main>",
        "<main>{statement}<div role=complementary>{noise}</div></main>",
        "<form id=aspnetForm>{statement}</form>",
        "<body class='has-sidebar newsletter comments'><div id=sidebar-layout>{statement}</div>",
        "<div><div id=page>{statement}</div><div><p>Imprint</p><p>Contact</p></div></div>",
        "<table><tr><td><a href=x>Home</a></td><td>{statement}</td></tr></table>",
    ],
)
def test_the_statement_is_found_and_the_furniture_left(page):
    found = texts(page.format(statement=STATEMENT, noise=NOISE))
    assert [text for text in found if text in PROSE] == PROSE
    assert not set(found) & set(texts(NOISE))


@pytest.mark.parametrize(
    "quotation",
    [
        "<aside class=pullquote>{}</aside>",
        "<aside class='wp-block-pullquote alignleft'>{}</aside>",
        "<figure class='wp-block-pullquote'><blockquote>{}</blockquote></figure>",
        "<aside><blockquote>{}</blockquote></aside>",
        "<div class='paragraph--type--citation-widget'>{}</div>",
    ],
)
def test_quotations_are_kept_wherever_themes_put_them(quotation):
    marked = "These words stand out of the page because somebody found them important."
    found = texts(f"<main>{STATEMENT}{quotation.format(marked)}</main>")
    assert found == [*PROSE, marked]


@pytest.mark.parametrize(
    "html", ["<p>short", "<div class=comment>short</div>", "<nav>only</nav>", "<p><a href=x>link</a>"]
)
def test_a_page_of_scraps_is_kept_whole(html):
    assert len(texts(html)) == 1


def test_short_cells_of_a_row_are_read_across_and_long_ones_alone():
    rows = f"<tr><td>Country<td>Cases<tr><td>El Salvador<td>238<tr><td>{PROSE[0]}<td>{PROSE[1]}"
    assert texts(f"<table>{rows}</table>") == ["Country | Cases", "El Salvador | 238", PROSE[0], PROSE[1]]


def test_lines_of_one_cell_are_lines():
    assert texts(f"<table><tr><td>{STATEMENT}Call us.<br>Write to us.</table>") == [*PROSE, "Call us.", "Write to us."]


def test_rows_of_links_are_left_and_linked_headings_kept():
    links = "<div><a href=x>News</a> <a href=y>Countries</a></div>"
    assert texts(f"<main>{links}{STATEMENT}<h2><a href=z>The report</a></h2></main>") == [*PROSE, "The report"]


def test_what_waits_to_be_found_is_kept():
    assert texts(f"<main>{STATEMENT}<div hidden=until-found>One more.</div></main>") == [*PROSE, "One more."]


def test_a_name_matches_by_its_words_only():
    names = "shareholder-note field-label-hidden promoted widgetised"
    assert texts(f"<main>{STATEMENT}<p class='{names}'>One more.</p></main>") == [*PROSE, "One more."]


def test_each_block_knows_its_language():
    html = f"<html lang=en><main>{STATEMENT}<div lang=es><p>Una frase en otra lengua, bastante larga.</p></div></main>"
    languages = [block.language for block in main_blocks(read_page(html, load_profile()), load_profile())]
    assert languages == ["en"] * 6 + ["es"]
