"""The API's page tells all that its description holds, and what it offers to try can be tried."""

import shlex
from itertools import pairwise

import html5lib
import pytest
from werkzeug.datastructures import MultiDict

from tests.made import statement
from tests.webapp.conftest import ATTACK, ODD_ID, assert_no_markup, page
from webapp.languages import LOCALES
from webapp.type_notation import notation


@pytest.fixture(scope="module")
def described(shelf):
    return shelf.get("/api/v1/openapi.json").get_json()


@pytest.fixture(scope="module")
def shown(shelf):
    return page(shelf, "/api/")


def text_of(node):
    return " ".join(node.get_text().split())


def plain(text):
    return " ".join(text.replace("`", "").split())


def rows(section, kind):
    """Return the rows of the table of a kind as texts by the heads of their columns."""
    table = section.select_one(f'[aria-label^="{kind} of"] table')
    heads = [text_of(each) for each in table.select("thead th")]
    return [dict(zip(heads, map(text_of, row.select("th, td")), strict=True)) for row in table.select("tbody tr")]


def sections(shown):
    return {each.h2["id"].removeprefix("operation-"): each for each in shown.select("section.operation")}


def operations(described):
    """Return the operations of a description, each with its path and its method."""
    return [(path, *told) for path, each in described["paths"].items() for told in each.items()]


def test_every_operation_is_there_and_the_contents_lead_to_it(shown, described):
    told = {each["operationId"]: (path, method, each) for path, method, each in operations(described)}
    assert list(sections(shown)) == list(told)
    for name, section in sections(shown).items():
        path, method, operation = told[name]
        assert text_of(section.h2) == f"{method.upper()} {path}"
        assert plain(operation["summary"]) in text_of(section)
        assert shown.select_one(f'.contents a[href="#operation-{name}"]').get_text() == path


def test_every_parameter_is_there_with_all_that_is_known_of_it(shown, described):
    for _, _, operation in operations(described):
        if not operation["parameters"]:
            assert "Parameters" not in text_of(sections(shown)[operation["operationId"]])
            continue
        told = rows(sections(shown)[operation["operationId"]], "Parameters")
        assert [row["Name"] for row in told] == [each["name"] for each in operation["parameters"]]
        for row, parameter in zip(told, operation["parameters"], strict=True):
            schema = parameter["schema"]
            assert row["Meaning"] == plain(parameter["description"])
            assert (row["If left out"] == "required") is parameter["required"]
            if schema.get("default", []) != []:
                assert row["If left out"] == str(schema["default"]).lower()
            if "minimum" in schema:
                assert row["Bounds"] == f"{schema['minimum']:,} to {schema['maximum']:,}"
            if "maxLength" in schema:
                assert f"at most {schema['maxLength']:,} characters" in row["Bounds"]
            assert all(f'"{value}"' in row["Type"] for value in schema.get("enum", []))


def test_every_answer_is_there_with_its_content_and_its_headers(shown, described):
    for _, _, operation in operations(described):
        told = rows(sections(shown)[operation["operationId"]], "Answers")
        assert [row["Status"] for row in told] == list(operation["responses"])
        for row, answer in zip(told, operation["responses"].values(), strict=True):
            assert row["Meaning"] == plain(answer["description"])
            assert row["Headers"].split(", ") == list(answer["headers"])
            for media_type, form in answer["content"].items():
                record = form["schema"].get("$ref", "").rpartition("/")[2]
                assert f"{media_type}: {record}" in row["Content"]
                assert plain(form["schema"].get("description", "")) in row["Content"]


def test_every_object_of_the_answers_is_there_with_all_its_keys(shown, described):
    for name, schema in described["components"]["schemas"].items():
        heading = shown.select_one(f"h3#record-{name}")
        assert heading.get_text() == name
        table = shown.select_one(f'[aria-label="Keys of {name}"] table')
        assert [each.get_text() for each in table.select("tbody th")] == list(schema["properties"])
        assert all(row.td.get_text(strip=True) for row in table.select("tbody tr"))


def test_links_on_the_page_lead_to_its_parts(shown):
    names = [each["id"] for each in shown.select("[id]")]
    assert len(names) == len(set(names))
    within = {each["href"].removeprefix("#") for each in shown.select("main a[href^='#']")}
    assert {"record-Hit", "record-FacetCount", "operation-search", "operation-export"} <= within <= set(names)


@pytest.mark.parametrize("archive", ["shelf", "sample"])
def test_the_examples_can_be_tried_and_find_something(archive, request):
    client = request.getfixturevalue(archive)
    tried = {
        name: client.get(section.select_one(".try a")["href"], buffered=True)
        for name, section in sections(page(client, "/api/")).items()
        if section.select_one(".try a")
    }
    assert {name: response.status_code for name, response in tried.items()} == dict.fromkeys(tried, 200)
    assert tried["search"].get_json()["hits"]
    assert set(tried["search"].get_json()["facets"]) == {"publisher", "year"}
    assert tried["export"].mimetype == "application/jsonl"
    assert tried["export"].get_data()
    assert tried["statement"].get_json()["paragraphs"]
    assert tried["suggest"].get_json()["suggestions"]
    assert client.get(page(client, "/api/").select_one("head link[rel=service-desc]")["href"]).get_json()["openapi"]


def test_a_line_for_the_terminal_asks_the_same(site_of):
    odd = statement(f"{ODD_ID}'", "A lantern's light, “quoted” & $HOME.", title="It's odd", published="2025-01-01")
    shown = page(site_of(odd, base_url="https://archive.example/"), "/api/")
    for name, section in sections(shown).items():
        if name == "check":
            continue
        command, address = shlex.split(section.select_one("pre code").get_text())
        assert (command, address) == ("curl", "https://archive.example" + section.select_one(".try a")["href"])


def test_what_is_posted_is_told_key_by_key_and_can_be_tried_in_a_terminal(shelf, shown, described):
    (path, _, operation) = next(each for each in operations(described) if each[1] == "post")
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    section = sections(shown)["check"]
    told = rows(section, "Body")
    assert [row["Name"] for row in told] == list(schema["properties"])
    assert [row["If left out"] == "required" for row in told] == [True, False]
    assert all(plain(schema["properties"][row["Name"]]["description"]) == row["Meaning"] for row in told)
    assert section.select_one(".try a") is None
    command, header, kind, data, body, address = shlex.split(section.select_one("pre code").get_text())
    assert (command, header, data) == ("curl", "-H", "-d")
    assert address.endswith(path)
    answer = shelf.post(path, data=body.encode(), headers=dict([kind.split(": ")]))
    assert answer.get_json()["quotations"]


def test_without_an_archive_the_description_s_own_examples_are_shown(empty, described):
    for path, method, operation in operations(described):
        if method == "post":
            continue
        section = sections(page(empty, "/api/"))[operation["operationId"]]
        examples = MultiDict((each["name"], each["example"]) for each in operation["parameters"] if "example" in each)
        address = section.select_one(".try a")["href"]
        assert address.partition("?")[0] == path.replace("{id}", examples.get("id", ""))
        assert ("?" in address) is bool(set(examples) - {"id"})


def test_the_footer_of_every_page_leads_here_in_its_language(shelf):
    for path in ("/", "/?q=harbour", "/s/made-01", "/help", "/api/"):
        assert page(shelf, path).select_one('footer a[href="/api/"]') is not None
    assert page(shelf, "/", ui="fr").select_one('footer a[href="/api/?ui=fr"]') is not None


@pytest.mark.parametrize("language", LOCALES)
def test_the_page_is_html_in_every_language_and_says_what_is_english(shelf, language):
    response = shelf.get("/api/", query_string={"ui": language})
    html5lib.HTMLParser(strict=True).parse(response.get_data(as_text=True))
    shown = page(shelf, "/api/", ui=language)
    assert shown.html["lang"] == language
    for section in shown.select("section.operation"):
        assert section.find("p")["lang"] == "en"
        assert all(cell.find(lang="en", dir="ltr") for cell in section.select("td.meaning"))
    assert all(pre["dir"] == "ltr" for pre in shown.select("pre"))


def test_headings_go_down_by_one_and_tables_say_what_they_are(shown):
    levels = [int(each.name[1]) for each in shown.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    names = [each["aria-label"] for each in shown.select(".wide")]
    assert len(names) == len(set(names)) == len(shown.select("table"))
    assert all(row.th["scope"] == "row" for row in shown.select("tbody tr"))
    assert all(each["tabindex"] == "0" for each in shown.select(".wide, pre"))


def test_no_text_of_a_statement_is_markup(site_of):
    hostile = statement(f"x{ATTACK}", f"lantern {ATTACK} lanterns shining", title=ATTACK, published="2025-01-01")
    shown = page(site_of(hostile), "/api/")
    assert_no_markup(shown)
    assert sections(shown)["statement"].select_one(".try a")["href"].startswith("/api/v1/statements/x%3Cscript")


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["string", "null"]}, "string | null"),
        ({"type": "string", "enum": ["a", "b"]}, '"a" | "b"'),
        ({"type": "array", "items": {"type": "string"}}, "string[]"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "(string | null)[]"),
        ({"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "number"}]}, "[integer, number]"),
        ({"$ref": "#/components/schemas/Hit"}, "Hit"),
        ({"anyOf": [{"$ref": "#/components/schemas/Hit"}, {"type": "null"}]}, "Hit | null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Hit"}}, "Hit[]"),
        ({"type": "object"}, "object"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "{[string]: integer}"),
    ],
)
def test_types_are_written_as_people_write_them(schema, written):
    pieces = notation(schema)
    assert "".join(piece.text for piece in pieces) == written
    assert [piece.record for piece in pieces if piece.record] == (["Hit"] if "Hit" in written else [])
