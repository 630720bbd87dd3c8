"""The API answers what its description says, and the description says all of it."""

import csv
import io
import json
import re

import pytest

from indexer import open_archive, page_to_json, statement_to_json
from tests.made import statement
from tests.webapp.conformity import Components
from tests.webapp.conftest import ODD_ID

ASKED = [
    ("/api/v1/search", "Page", {"q": "lantern harbour", "facets": "all", "explain": "true"}),
    ("/api/v1/search", "Page", {"q": "zzzz"}),
    ("/api/v1/search", "Page", {"q": "", "filters": "lang:en", "facets": "all"}),
    ("/api/v1/search", "Failure", {"q": "harbour", "filters": "harbour"}),
    ("/api/v1/search", "PageWithOriginals", {"q": "lantern harbour", "originals": "true", "explain": "true"}),
    ("/api/v1/search", "PageWithOriginals", {"q": "zzzz", "originals": "1"}),
    ("/api/v1/search", "Page", {"q": "harbour", "group": "paragraph", "limit": "2"}),
    (f"/api/v1/statements/{ODD_ID.replace('?', '%3F').replace('#', '%23').replace('% ', '%25 ')}", "Statement", {}),
    ("/api/v1/statements/made-01", "Statement", {}),
    ("/api/v1/statements/made-01/reuse", "StatementReuse", {}),
    ("/api/v1/suggest", "Suggestions", {"q": "the harb", "limit": "3"}),
    ("/api/v1/suggest", "Suggestions", {"q": ""}),
    ("/api/v1/history", "History", {"q": "harbour\nlantern OR gulls", "by": "year,month,publisher,speaker,country"}),
    ("/api/v1/history", "History", {"q": "zzzz", "variants": "false"}),
    ("/api/v1/history", "Failure", {"q": "\n"}),
    ("/api/v1/quote", "Quoted", {"url": "/s/made-01?p=2"}),
    ("/api/v1/quote", "Quoted", {"url": "/s/made-01?p=99"}),
    ("/api/v1/quote", "Failure", {"url": "/s/nobody?p=1"}),
    ("/healthz", "Liveness", {}),
    ("/readyz", "Readiness", {}),
    ("/api/v1/search", "Page", {"q": "harbour", "statement": "made-01", "paragraphs": "1"}),
    ("/api/v1/search", "Failure", {"q": "harbour", "statement": "nobody"}),
    ("/api/v1/export", "Failure", {"q": "("}),
    ("/api/v1/nowhere", "Failure", {}),
    ("/api/v1/search", "Failure", {}),
]


@pytest.fixture(scope="module")
def described(shelf):
    return shelf.get("/api/v1/openapi.json").get_json()


def every_operation(described):
    """Return the operations of a description, each with its path and its method."""
    return [(path, *told) for path, each in described["paths"].items() for told in each.items()]


def example_of(operation):
    """Return what is worth posting to an operation."""
    return operation["requestBody"]["content"]["application/json"]["example"]


@pytest.mark.parametrize(("path", "answer", "arguments"), ASKED)
def test_answers_have_exactly_the_documented_keys(shelf, described, path, answer, arguments):
    body = shelf.get(path, query_string=arguments).get_json()
    components = Components(described)
    assert components.violations(body, answer) == []
    assert components.violations({**body, "extra": 1}, answer) != []


def test_the_description_has_every_rule_of_the_api(shelf, described):
    rules = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).replace("{identity}", "{id}")
        for rule in shelf.application.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") or rule.endpoint.startswith("health.")
    }
    assert rules == set(described["paths"])


def test_every_described_answer_is_one_that_is_given(described):
    answers = {
        path: forms["application/json"]["schema"]
        for path, operations in described["paths"].items()
        for operation in operations.values()
        if "application/json" in (forms := operation["responses"]["200"]["content"])
    }
    assert answers == {
        "/api/v1/search": {
            "anyOf": [{"$ref": "#/components/schemas/Page"}, {"$ref": "#/components/schemas/PageWithOriginals"}]
        },
        "/api/v1/statements/{id}": {"$ref": "#/components/schemas/Statement"},
        "/api/v1/statements/{id}/reuse": {"$ref": "#/components/schemas/StatementReuse"},
        "/api/v1/suggest": {"$ref": "#/components/schemas/Suggestions"},
        "/api/v1/history": {"$ref": "#/components/schemas/History"},
        "/api/v1/quote": {"$ref": "#/components/schemas/Quoted"},
        "/api/v1/check": {"$ref": "#/components/schemas/Checked"},
        "/api/v1/openapi.json": {"type": "object"},
        "/healthz": {"$ref": "#/components/schemas/Liveness"},
        "/readyz": {"$ref": "#/components/schemas/Readiness"},
    }


def test_what_is_taken_away_comes_in_the_described_forms(shelf, described):
    told = described["paths"]["/api/v1/export"]["get"]
    forms = told["responses"]["200"]["content"]
    (kinds,) = [each["schema"]["enum"] for each in told["parameters"] if each["name"] == "format"]
    sent = [shelf.get("/api/v1/export", query_string={"q": "lantern", "format": kind}, buffered=True) for kind in kinds]
    assert [response.mimetype for response in sent] == list(forms)
    table, lines = (response.get_data(as_text=True) for response in sent)
    columns, *_ = csv.reader(io.StringIO(table.removeprefix("\ufeff")))
    assert ", ".join(columns) in forms["text/csv"]["schema"]["description"]
    components = Components(described)
    rows = [json.loads(line) for line in lines.splitlines()]
    assert rows
    assert [components.violations(row, "Row") for row in rows] == [[]] * len(rows)


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/suggest", "/api/v1/export", "/api/v1/openapi.json"])
def test_a_call_that_nothing_is_known_of_is_refused_as_described(shelf, described, path):
    response = shelf.get(path, query_string={"q": "harbour", "colour": "red"})
    told = described["paths"][path]["get"]["responses"][str(response.status_code)]
    assert response.status_code == 400
    assert set(told["headers"]) <= set(response.headers.keys())


def test_an_archive_that_cannot_answer_says_so_as_described(empty, described):
    for path, method, operation in every_operation(described):
        required = [each for each in operation["parameters"] if each["required"] and each["in"] == "query"]
        asked = {each["name"]: each["example"] for each in required}
        posted = {"json": example_of(operation)} if method == "post" else {}
        response = empty.open(path.replace("{id}", "made-01"), method=method, query_string=asked, **posted)
        told = operation["responses"][str(response.status_code)]
        assert set(told["headers"]) <= set(response.headers.keys())
        assert (response.status_code == 503) is ("503" in operation["responses"])


def test_the_description_says_where_the_api_is(site_of, shelf):
    told = shelf.get("/api/v1/openapi.json", base_url="http://localhost/archive").get_json()
    assert told["servers"] == [{"url": "http://localhost/archive"}]
    named = site_of(statement("one", "A lantern."), base_url="https://archive.example/")
    assert named.get("/api/v1/openapi.json").get_json()["servers"] == [{"url": "https://archive.example"}]


def test_what_an_answer_leads_to_is_there(shelf, described):
    """Every link of the description names an operation, parameters it has, and what an answer holds."""
    parameters = {
        each["operationId"]: {named["name"] for named in each["parameters"]}
        for _, _, each in every_operation(described)
    }
    links = [
        (path, method, link)
        for path, method, each in every_operation(described)
        for link in each["responses"]["200"].get("links", {}).values()
    ]
    assert links
    for path, method, link in links:
        assert set(link["parameters"]) <= parameters[link["operationId"]]
        asked = {"/api/v1/suggest": {"q": "harb"}, "/api/v1/quote": {"url": "/s/made-01?p=1"}}
        if method == "post":
            answer = shelf.post(path, json={"text": "Nobody was let in."}).get_json()
        else:
            answer = shelf.get(path, query_string=asked.get(path, {"q": "harbour"})).get_json()
        for expression in link["parameters"].values():
            if expression.startswith("$response.body#/"):
                value = answer
                for step in expression.removeprefix("$response.body#/").split("/"):
                    value = value[int(step) if step.isdigit() else step]
                assert value


def test_every_reference_of_the_description_leads_somewhere(described):
    names = re.findall(r"'#/components/schemas/(\w+)'", repr(described))
    assert names
    assert set(names) <= set(described["components"]["schemas"])


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/suggest", "/api/v1/export"])
def test_every_described_parameter_is_taken_and_no_other(shelf, described, path):
    names = [each["name"] for each in described["paths"][path]["get"]["parameters"]]
    examples = {
        "q": "harbour",
        "limit": "2",
        "page": "1",
        "group": "paragraph",
        "sort": "oldest",
        "facets": "all",
        "explain": "1",
        "synonyms": "0",
        "statement": "made-01",
        "filters": "lang:en",
        "originals": "0",
        "paragraphs": "5",
        "format": "jsonl",
    }
    asked = {name: examples[name] for name in names}
    assert shelf.get(path, query_string=asked, buffered=True).status_code == 200
    refused = shelf.get(path, query_string={"q": "harbour", "colour": "red"}).get_json()["error"]
    assert "colour" in refused["message"]
    assert all(name in refused["hint"] for name in names)


def search_parameters(described):
    return {each["name"]: each["schema"] for each in described["paths"]["/api/v1/search"]["get"]["parameters"]}


def test_the_described_bounds_are_those_that_hold(shelf, described):
    for name, schema in search_parameters(described).items():
        inside = [schema["minimum"]] if "minimum" in schema else schema.get("enum", [])
        outside = [schema["minimum"] - 1, schema["maximum"] + 1] if "minimum" in schema else []
        if name == "filters":  # what is as long as it may be leaves no room for a query
            inside, outside = ["lang:en"], ["lang:" + "a" * schema["maxLength"]]
        elif "maxLength" in schema:
            inside, outside = ["a" * schema["maxLength"]], ["a" * (schema["maxLength"] + 1)]
        for value in inside:
            assert shelf.get("/api/v1/search", query_string={"q": "harbour", name: value}).status_code == 200
        for value in outside:
            assert shelf.get("/api/v1/search", query_string={"q": "harbour", name: value}).status_code == 400


def test_the_described_defaults_are_those_that_hold(shelf, described):
    plain = shelf.get("/api/v1/search?q=harbour").get_json() | {"took_ms": 0}
    for name, schema in search_parameters(described).items():
        if "default" in schema:
            value = "" if schema["default"] == [] else str(schema["default"]).lower()
            told = shelf.get("/api/v1/search", query_string={"q": "harbour", name: value}).get_json()
            assert told | {"took_ms": 0} == plain


def test_a_page_is_the_library_s_own(shelf, shelf_archive):
    over_http = shelf.get("/api/v1/search?q=lantern+court&facets=year").get_json()
    own = page_to_json(open_archive(shelf_archive).search("lantern court", facets=("year",)))
    assert over_http | {"took_ms": 0} == own | {"took_ms": 0}
    assert list(over_http) == list(own)


def test_a_statement_is_the_library_s_own(shelf, shelf_archive):
    over_http = shelf.get("/api/v1/statements/made-01")
    assert over_http.get_json() == statement_to_json(open_archive(shelf_archive).statement("made-01"))
    assert "😀" in shelf.get("/api/v1/search?q=lantern").get_data(as_text=True)


def test_suggestions_complete_the_last_word(shelf):
    answer = shelf.get("/api/v1/suggest?q=the+harb").get_json()
    assert answer["query"] == "the harb"
    assert {"text": "the harbour", "paragraphs": 24, "kind": "word", "statement": None} in answer["suggestions"]


@pytest.mark.parametrize(
    ("typed", "kind", "text", "statement"),
    [
        ("gul", "word", "gulls", None),
        ("second par", "phrase", "second paragraph", None),
        ("otra", "speaker", 'speaker:"Otra Portavoz"', None),
        ("every role", "title", 'title:"Every role on one page"', ODD_ID),
    ],
)
def test_suggestions_say_what_they_complete(shelf, typed, kind, text, statement):
    found = shelf.get("/api/v1/suggest", query_string={"q": typed}).get_json()["suggestions"]
    assert [kind, text, statement] in [[each["kind"], each["text"], each["statement"]] for each in found]


def test_an_explanation_is_made_of_explanations(shelf, described):
    asked = {"q": "lantern court", "explain": "true"}
    best = shelf.get("/api/v1/search", query_string=asked).get_json()["hits"][0]["paragraphs"][0]
    assert best["explanation"]["score"] == pytest.approx(best["score"], abs=1e-6)
    assert best["explanation"]["parts"][0]["parts"]
    parts = described["components"]["schemas"]["Explanation"]["properties"]["parts"]
    assert parts == {"type": "array", "items": {"$ref": "#/components/schemas/Explanation"}}
    plain = shelf.get("/api/v1/search", query_string={"q": "lantern court"}).get_json()
    assert plain["hits"][0]["paragraphs"][0]["explanation"] is None


def test_synonyms_are_looked_for_unless_one_says_no(site_of):
    client = site_of(statement("one", "Deportation is near."), statement("two", "The removal went on."))
    widened = client.get("/api/v1/search?q=deportation").get_json()
    assert widened["total"]["statements"] == 2
    assert widened["widened"][0]["words"] == "deportation"
    assert "removal" in widened["widened"][0]["also"]
    for value in ("false", "0"):
        typed = client.get(f"/api/v1/search?q=deportation&synonyms={value}").get_json()
        assert (typed["total"]["statements"], typed["widened"]) == (1, [])


def test_permalinks_are_absolute_where_the_site_has_an_address(site_of):
    client = site_of(statement("one", "A lantern."), base_url="https://archive.example/")
    paragraphs = client.get("/api/v1/search?q=lantern").get_json()["hits"][0]["paragraphs"]
    assert re.fullmatch(r"https://archive\.example/s/one\?p=1-[a-z2-7]{8}#p1", paragraphs[0]["permalink"])


def test_a_relative_permalink_leads_to_the_statement(shelf):
    for hit in shelf.get("/api/v1/search?q=lantern").get_json()["hits"]:
        address = hit["paragraphs"][0]["permalink"].partition("#")[0]
        assert shelf.get(address).status_code == 200
