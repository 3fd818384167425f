"""Whatever a program asks, with a token or without: the answer is one that the OpenAPI document tells of, and never a
fault of ours. Questions are drawn from that document, by a seed that stays the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from heard.apps.browsing import actions as collections
from heard.apps.connecting.views.api import api
from heard.apps.sharing.actions import share
from heard.apps.wording.actions import add_term
from heard.core.formats import FORMATS
from heard.core.offering.wordlist import Entry
from heard.server.parts import Pace
from tests.apps.connecting.test_tokens import shows, token_for
from tests.articles import write_article

EXAMPLES = 600
ODD_NUMBERS = [-(10**18), -1, 0, 1, 2, 30, 100, 101, 2**31, 2**63 - 1, 2**63, 10**18, 10**40]
ODD_TEXTS = ["", "\0", "a\0b", "'", "%", "‮", "🙂", "../", "null", "x" * 300, "0", "1e9", "nan", "2026-11-30T12:00:00Z"]
ODD_TEXTS += ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "bmV3ZXN0IDA=", "Ý" * 80]


@cache
def document() -> dict[str, Any]:
    return api.document()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for address, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield address, method, operation


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def values(schema: dict[str, Any], there: list[str], *, is_odd: bool) -> some.SearchStrategy[Any]:
    """Such as there are, else such as the schema asks for; or, of an odd question, whatever comes to mind."""
    schema = resolved(schema)
    if is_odd:
        return some.sampled_from([*ODD_NUMBERS, *ODD_TEXTS, *there]) | some.text(max_size=20) | some.none()
    if schema.get("type") == "array":
        return some.lists(some.sampled_from(there), min_size=1, max_size=1)
    if there or "enum" in schema:
        return some.sampled_from(there or schema["enum"])
    if "anyOf" in schema:
        return some.one_of(*(values(one, there, is_odd=False) for one in schema["anyOf"]))
    kinds = {
        "integer": some.integers(schema.get("minimum", 0), schema.get("maximum", 100)),
        "boolean": some.booleans(),
        "string": some.just(""),
    }
    return kinds.get(schema.get("type", ""), some.none())


@some.composite
def questions(draw: some.DrawFn, known: dict[str, list[str]]) -> tuple[str, str, Any, dict[str, Any]]:
    """Of one operation: its method, the address with all that is in it, what is sent, and what the document says."""
    address, method, operation = draw(some.sampled_from(list(operations())))
    is_odd, query = draw(some.booleans()), {}

    def drawn(name: str, schema: dict[str, Any]) -> Any:
        there = known.get(f"{operation['operationId']} {name}") or known.get(name, [])
        return draw(values(schema, there, is_odd=is_odd and draw(some.booleans())))

    for one in operation["parameters"]:
        value = drawn(one["name"], one["schema"])
        if one["in"] == "path":
            address = address.replace("{" + one["name"] + "}", quote(str(value), safe=""))
        elif value is not None and draw(some.booleans()):
            query[one["name"]] = str(value)
    body = None
    if "requestBody" in operation:
        fields = resolved(operation["requestBody"]["content"]["application/json"]["schema"])["properties"]
        body = {name: drawn(name, schema) for name, schema in fields.items()}
        body = draw(some.sampled_from([[], "x", 1, {"words": {}}])) if is_odd and draw(some.booleans()) else body
    return method, f"{address}?{urlencode(query)}" if query else address, body, operation


def check(response: Any, operation: dict[str, Any], asked: str) -> None:
    status, kind = str(response.status_code), response.headers["Content-Type"].split(";")[0]
    assert status in operation["responses"], (status, asked)
    told = operation["responses"][status]
    told = document()["components"]["responses"][status] if "$ref" in told else told
    assert kind in told["content"], (kind, asked)
    if kind.endswith("json") and (schema := told["content"][kind].get("schema")):
        whole = {**schema, "components": document()["components"]}
        Draft202012Validator(whole).validate(response.json())


@pytest.fixture
def known(story, ada, hana) -> dict[str, list[str]]:
    """What there is to ask about."""
    told = story("Told", themes=("Work",), place="Salford", content_note="Talks about a death.")
    story("A secret", published=False)
    code = share(told, "w1", "w4", revision=1).code
    filled = collections.make("All of it", "", by=hana)
    for thing in ("Listen.", told, share(told, "w2", "w5", revision=1)):
        collections.add(filled, thing, by=hana)
    collections.publish(filled, by=hana)
    term = add_term(Entry("co-production", "term", "Deciding together.", ("coproduction",)), by=hana)
    return {
        "slug": [told.slug, "a-secret"],
        "collection slug": [filled.slug],
        "article slug": [write_article("Written", body=[("quote", code), ("text", "<p>Told.</p>")]).slug],
        "reporter slug": [ada.slug],
        "story": [told.slug],
        "code": [code],
        "suffix": list(FORMATS),
        "pk": [str(term.pk)],
        "theme": ["work"],
        "place": ["Salford"],
        "reporter": [ada.slug],
        "q": ["coal", "cole", "“co-production”", "-coal", "speaker:Hamid"],
        "words": ["w5", "w6", "w7"],
        "base": ["1"],
        "text": ["this instead"],
    }


@pytest.mark.parametrize("who", ["nobody", "ada"])
def test_every_answer_is_one_that_the_document_tells_of(known, ada, settings_of_pace, who):
    client = shows(token_for(ada, "read", "report")) if who == "ada" else Client()
    client.raise_request_exception = False
    answers: dict[str, int] = {}

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(questions(known))
    def ask(question: tuple[str, str, Any, dict[str, Any]]) -> None:
        method, asked, body, operation = question
        sent = {"data": json.dumps(body), "content_type": "application/json"} if method == "post" else {}
        response = getattr(client, method)(asked, **sent)
        check(response, operation, f"{method} {asked} {body}")
        answers[f"{operation['operationId']} {response.status_code}"] = 1

    ask()
    for operation in (operation["operationId"] for _address, _method, operation in operations()):
        well = {f"{operation} {status}" for status in (200, 201)}
        assert well & answers.keys(), (operation, sorted(answers))  # each was answered, not only refused


@pytest.fixture
def settings_of_pace(settings):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(comments=10**6, corrections=10**6)}
