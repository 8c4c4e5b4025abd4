"""The schema says what the API does: names, examples, answers and problems."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from archive.models import Article
from licensing.api.urls import urlpatterns
from tests.licensing import world
from tests.licensing.api.caller import PROBLEM, Caller
from tests.licensing.api.schema import answer_schema, document, operations, wrong
from tests.licensing.api.test_asking import DECISIONS, question
from tests.licensing.api.test_releases import release

CONSUMERS = Path(__file__).resolve().parents[3] / "docs" / "consumers.md"
NAMES = {
    "askDecision",
    "ingest",
    "listArticles",
    "listUses",
    "readArticle",
    "readCheck",
    "readDecision",
    "readIngestion",
    "releaseFullText",
    "releasePassage",
}
UNDESCRIBED = {"docs", "schema"}


def test_operations_keep_their_names() -> None:
    assert {operation["operationId"] for _, _, operation in operations()} == NAMES


def test_every_address_is_described_but_for_the_description_itself() -> None:
    described = {re.sub(r"{\w+}", "{}", path).removeprefix("/api/v1/") for _, path, _ in operations()}
    offered = {re.sub(r"<\w+:\w+>", "{}", str(one.pattern)) for one in urlpatterns}
    assert offered - UNDESCRIBED == described


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in operations()])
def test_every_endpoint_is_explained_to_consumers(method: str, path: str) -> None:
    written = f"{method.upper()} {path}"
    assert any(written in line for line in _headings()), f"docs/consumers.md has no heading for {written}"


def test_no_endpoint_is_explained_that_there_is_not() -> None:
    offered = {f"{method.upper()} {path}" for method, path, _ in operations()}
    explained = {found for line in _headings() for found in re.findall(r"(?:GET|POST) /\S+?(?=`)", line)}
    assert explained - offered == {"GET /api/v1/schema", "GET /api/v1/docs"}


def _headings() -> list[str]:
    return [line for line in CONSUMERS.read_text().splitlines() if line.startswith("#")]


def test_every_operation_says_which_problems_it_answers() -> None:
    for _, _, operation in operations():
        problems = [code for code in operation["responses"] if code.startswith("4")]
        assert problems
        for code in problems:
            assert list(operation["responses"][code]["content"]) == [PROBLEM]


def test_everything_but_the_vocabulary_needs_a_token() -> None:
    opened = {operation["operationId"] for _, _, operation in operations() if not operation.get("security")}
    assert opened == {"listUses"}


def test_the_examples_are_what_the_schema_says() -> None:
    seen = 0
    for _, _, operation in operations():
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for content in (content for body in bodies for content in body.get("content", {}).values()):
            for example in content.get("examples", {}).values():
                assert wrong(example["value"], content["schema"]) == []
                seen += 1
    assert seen >= 9


def test_every_answer_is_what_the_schema_says(held: Article, newsroom: Caller) -> None:
    queued = newsroom.post(DECISIONS, question(held), Prefer="respond-async")
    refused = newsroom.post(DECISIONS, question(held, use="store", asset="article", words=None))
    answers: list[tuple[str, Any]] = [
        ("listUses", newsroom.get("/api/v1/uses")),
        ("listArticles", newsroom.get("/api/v1/articles")),
        ("readArticle", newsroom.get(f"/api/v1/articles/{held.pk}")),
        ("askDecision", queued),
        ("readCheck", newsroom.get(queued.headers["Location"])),
        ("askDecision", refused),
        ("askDecision", newsroom.post(DECISIONS, question(held, words=10))),
        ("readDecision", newsroom.get(refused.headers["Location"])),
        ("releasePassage", release(newsroom, held)),
        ("releasePassage", release(newsroom, held, words=40)),
        ("releasePassage", release(newsroom, held, words="ten")),
        ("readArticle", newsroom.get("/api/v1/articles/42")),
        ("askDecision", Caller("").post(DECISIONS, {})),
        ("askDecision", newsroom.post(DECISIONS, question(held, asset="metadata"))),
    ]
    for operation, answer in answers:
        schema = answer_schema(operation, answer.status, answer.media_type)
        assert wrong(answer.data, schema) == [], operation
    assert {answer.status for _, answer in answers} == {200, 201, 202, 400, 401, 403, 404, 422}


def test_the_schema_is_served_to_everybody() -> None:
    answer = Caller("").get("/api/v1/schema", Accept="application/json")
    assert answer.status == 200
    assert answer.data["openapi"].startswith("3.1")
    assert answer.data["info"]["title"] == document()["info"]["title"]


def test_the_page_holds_no_inline_script_and_nothing_from_elsewhere() -> None:
    page = Caller("").get("/api/v1/docs").raw.decode()
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert scripts
    assert all("src=" in attributes and not inside.strip() for attributes, inside in scripts)
    assert "//" not in "".join(re.findall(r'(?:src|href)="([^"]*)"', page))


def test_an_override_reads_like_a_decision(held: Article, newsroom: Caller) -> None:
    from licensing.models import Decision
    from licensing.operations import override_decision

    newsroom.post(DECISIONS, question(held))
    said = override_decision(
        decision=Decision.objects.get(),
        officer="rights-officer",
        outcome="deny",
        reason="a complaint",
        now=world.NOW,
    )
    answer = newsroom.get(f"/api/v1/decisions/{said.pk}")
    assert wrong(answer.data, answer_schema("readDecision", 200)) == []
    assert answer.data["outcome"] == "deny"
    assert answer.data["override"]["reason"] == "a complaint"


@pytest.mark.parametrize("address", ["docs", "schema", "uses"])
@pytest.mark.parametrize("query", ["lang=%00", "lang=xx", "version=9", "format=x"])
def test_addresses_that_need_no_token_take_no_parameters(address: str, query: str) -> None:
    answer = Caller("").get(f"/api/v1/{address}?{query}")
    assert (answer.status, answer.slug) == (400, "unknown-field")


@pytest.mark.parametrize("address", ["docs", "schema", "uses"])
def test_they_are_read_and_nothing_else(address: str) -> None:
    answer = Caller("").post(f"/api/v1/{address}", {})
    assert (answer.status, answer.slug) == (405, "method-not-allowed")
    assert Caller("").get(f"/api/v1/{address}", Accept="image/png").slug == "not-acceptable"
