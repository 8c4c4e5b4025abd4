"""Bad input: a problem each, with its type and field; never a 500, never a permit, nothing recorded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archive.models import Article
from licensing.models import Check, Decision, Delivery
from tests.licensing import world
from tests.licensing.api.caller import Answer, Caller
from tests.licensing.api.test_asking import DECISIONS, question

LONG = "x" * 101


@pytest.fixture
def held(db: None) -> Article:
    """An article and a consumer; what is on record about them doesn't matter to bad input."""
    world.party()
    world.consumer()
    return world.article()


QUESTIONS: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "unknown use": ({"use": "frobnicate"}, 422, "unknown-use", "use"),
    "unknown action of a prefix": ({"use": "ra:frobnicate"}, 422, "unknown-use", "use"),
    "too general an action": ({"use": "use"}, 422, "too-general", "use"),
    "another too general action": (
        {"use": "http://www.w3.org/ns/odrl/2/transfer"},
        422,
        "too-general",
        "use",
    ),
    "a use in capitals": ({"use": "EXCERPT"}, 422, "unknown-use", "use"),
    "a use that is a number": ({"use": 7}, 400, "invalid-field", "use"),
    "a use that is null": ({"use": None}, 400, "invalid-field", "use"),
    "an empty use": ({"use": ""}, 400, "invalid-field", "use"),
    "a use with a space": ({"use": "excerpt "}, 400, "invalid-field", "use"),
    "a use too long to be one": ({"use": LONG}, 400, "invalid-field", "use"),
    "unknown purpose": ({"purpose": "fun"}, 422, "unknown-purpose", "purpose"),
    "a purpose that is a list": ({"purpose": ["archiving"]}, 400, "invalid-field", "purpose"),
    "unknown territory": ({"territory": "XX"}, 422, "unknown-territory", "territory"),
    "a territory in small letters": ({"territory": "pl"}, 422, "unknown-territory", "territory"),
    "unknown audience": ({"audience": "everybody"}, 422, "unknown-audience", "audience"),
    "an audience that the use excludes": (
        {"use": "republish", "words": None, "audience": "internal"},
        422,
        "contradiction",
        "audience",
    ),
    "unknown asset": ({"asset": "video"}, 422, "no-such-part", "asset"),
    "an image of another article": (
        {"asset": "00000000-0000-4000-8000-000000000001"},
        422,
        "no-such-part",
        "asset",
    ),
    "a part that the use does not concern": ({"asset": "metadata"}, 422, "not-applicable", "asset"),
    "no words": ({"words": 0}, 422, "out-of-range", "words"),
    "fewer than no words": ({"words": -1}, 422, "out-of-range", "words"),
    "a million words": ({"words": 1_000_000}, 422, "out-of-range", "words"),
    "an unthinkable number of words": ({"words": 10**400}, 422, "out-of-range", "words"),
    "words and a half": ({"words": 1.5}, 400, "invalid-field", "words"),
    "words as text": ({"words": "10"}, 400, "invalid-field", "words"),
    "words as true": ({"words": True}, 400, "invalid-field", "words"),
    "no characters": ({"characters": 0}, 422, "out-of-range", "characters"),
    "a naive date": ({"at": "2026-03-02T09:00:00"}, 422, "naive-time", "at"),
    "a day without a time": ({"at": "2026-03-02"}, 422, "naive-time", "at"),
    "an absurdly early date": ({"at": "0001-01-01T00:00:00+14:00"}, 422, "absurd-time", "at"),
    "an absurdly late date": ({"at": "9999-12-31T23:59:59-14:00"}, 422, "absurd-time", "at"),
    "a day that there is not": ({"at": "2026-02-30T00:00:00Z"}, 400, "invalid-field", "at"),
    "a date as a number": ({"at": 1772442000}, 400, "invalid-field", "at"),
    "a date in words": ({"known_at": "yesterday"}, 400, "invalid-field", "known_at"),
    "knowledge of the future": ({"known_at": "2027-01-01T00:00:00Z"}, 422, "future-knowledge", "known_at"),
    "a declaration about another time": (
        {"declare": True, "at": "2027-01-01T00:00:00Z"},
        422,
        "declared-elsewhen",
        "declare",
    ),
    "a declaration that is a word": ({"declare": "yes"}, 400, "invalid-field", "declare"),
    "claims as a text": ({"claims": "pl-29-quotation"}, 400, "invalid-field", "claims"),
    "a claim that is a number": ({"claims": ["pl-29-quotation", 29]}, 400, "invalid-field", "claims.1"),
    "too many claims": ({"claims": ["a"] * 21}, 400, "invalid-field", "claims"),
    "an article that is not a uuid": ({"article": "42"}, 400, "invalid-field", "article"),
    "an article that is a number": ({"article": 42}, 400, "invalid-field", "article"),
    "an article that does not exist": (
        {"article": "00000000-0000-4000-8000-000000000001"},
        404,
        "article-not-found",
        "article",
    ),
    "another consumer": ({"consumer": "archive"}, 400, "unknown-field", "consumer"),
    "a field that there is not": ({"outcome": "permit"}, 400, "unknown-field", "outcome"),
    "a legal basis asserted": ({"legal_basis": "license"}, 400, "unknown-field", "legal_basis"),
    "a fact about the consumer": ({"facts": {"commercial": "false"}}, 400, "unknown-field", "facts"),
}

BODIES: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 400, "invalid-field"),
    "an open brace": (b"{", 400, "malformed-body"),
    "no JSON": (b"article=1", 400, "malformed-body"),
    "a list": (b"[]", 400, "malformed-body"),
    "null": (b"null", 400, "malformed-body"),
    "the same key twice": (b'{"use":"index","use":"excerpt"}', 400, "malformed-body"),
    "the same key twice inside": (b'{"claims":[{"a":1,"a":2}]}', 400, "malformed-body"),
    "not a number": (b'{"words":NaN}', 400, "malformed-body"),
    "infinity": (b'{"words":-Infinity}', 400, "malformed-body"),
    "a number beyond digits": (b'{"words":' + b"9" * 5000 + b"}", 400, "malformed-body"),
    "a NUL in a value": (b'{"purpose":"a\\u0000b"}', 400, "malformed-body"),
    "a NUL in a name": (b'{"a\\u0000b":1}', 400, "malformed-body"),
    "half a pair in a value": (b'{"purpose":"\\ud800"}', 400, "malformed-body"),
    "half a pair in a name": (b'{"\\udfff":1}', 400, "malformed-body"),
    "latin-1": ('{"purpose":"ś'.encode("iso-8859-2") + b'"}', 400, "malformed-body"),
    "UTF-16": ('{"use":"index"}'.encode("utf-16"), 400, "malformed-body"),
    "a byte order mark": (b"\xef\xbb\xbf{}", 400, "malformed-body"),
    "deep nesting": (b'{"claims":' + b"[" * 20 + b"]" * 20 + b"}", 400, "malformed-body"),
    "abysmal nesting": (b'{"claims":' + b"[" * 30_000 + b"]" * 30_000 + b"}", 400, "malformed-body"),
    "one byte too many": (b'{"use":"' + b"x" * (64 * 1024 - 9) + b'"}', 413, "body-too-large"),
    "megabytes": (b" " * 4_000_000, 413, "body-too-large"),
}

RELEASES: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "no words stated": ({"words": None}, 400, "invalid-field", "words"),
    "no words": ({"words": 0}, 422, "out-of-range", "words"),
    "a million words": ({"words": 1_000_000}, 422, "out-of-range", "words"),
    "a start before the first word": ({"start": -1}, 422, "out-of-range", "start"),
    "a start behind every word": ({"start": 10**9}, 422, "out-of-range", "start"),
    "unknown purpose": ({"purpose": "fun"}, 422, "unknown-purpose", "purpose"),
    "unknown territory": ({"territory": "XX"}, 422, "unknown-territory", "territory"),
    "another consumer": ({"consumer": "archive"}, 400, "unknown-field", "consumer"),
    "another use": ({"use": "store"}, 400, "unknown-field", "use"),
    "a key that is an object": ({"key": {}}, 400, "invalid-field", "key"),
    "a key too long to be kept": ({"key": "k" * 201}, 400, "invalid-field", "key"),
    "a key that cannot be printed": ({"key": "a\tb"}, 422, "bad-key", "key"),
}


def _is_a_problem(answer: Answer, status: int, slug: str) -> None:
    assert (answer.status, answer.slug) == (status, slug), answer.raw
    assert answer.data["status"] == status
    assert answer.data["title"]
    assert answer.data["detail"]
    assert answer.data["instance"].startswith("/api/")
    assert b"Traceback" not in answer.raw
    assert not any(kept.objects.exists() for kept in (Decision, Check, Delivery))


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_bad_question_is_a_problem_that_names_the_field_and_is_not_queued_either(
    held: Article, newsroom: Caller, case: str
) -> None:
    fields, status, slug, field = QUESTIONS[case]
    for preference in ("", "respond-async"):
        answer = newsroom.post(DECISIONS, question(held, **fields), Prefer=preference)
        _is_a_problem(answer, status, slug)
        assert answer.data["field"] == field


@pytest.mark.parametrize("case", BODIES)
def test_a_body_that_cannot_be_read_is_a_problem(held: Article, newsroom: Caller, case: str) -> None:
    body, status, slug = BODIES[case]
    _is_a_problem(newsroom.send("POST", DECISIONS, body), status, slug)


@pytest.mark.parametrize("case", RELEASES)
def test_a_bad_request_for_a_passage_is_a_problem_that_names_the_field(
    held: Article, newsroom: Caller, case: str
) -> None:
    fields, status, slug, field = RELEASES[case]
    answer = newsroom.post(f"/api/v1/articles/{held.pk}/releases", {"words": 10} | fields)
    _is_a_problem(answer, status, slug)
    assert answer.data["field"] == field


def test_a_passage_behind_what_is_held_is_not_there(held: Article, newsroom: Caller) -> None:
    answer = newsroom.post(f"/api/v1/articles/{held.pk}/releases", {"words": 1, "start": 60})
    _is_a_problem(answer, 404, "no-excerpt-held")


@pytest.mark.parametrize(
    ("method", "path", "slug"),
    [
        ("GET", "/api/v1/articles/42", "article-not-found"),
        ("GET", "/api/v1/articles/00000000-0000-4000-8000-000000000001", "article-not-found"),
        ("POST", "/api/v1/articles/42/releases", "article-not-found"),
        ("POST", "/api/v1/articles/00000000-0000-4000-8000-000000000001/releases", "article-not-found"),
        ("GET", "/api/v1/decisions/42", "decision-not-found"),
        ("GET", "/api/v1/decisions/00000000-0000-4000-8000-000000000001", "decision-not-found"),
        ("GET", "/api/v1/decisions/%00", "decision-not-found"),
        ("GET", "/api/v1/checks/00000000-0000-4000-8000-000000000001", "check-not-found"),
        ("GET", "/api/v1/checks/42", "check-not-found"),
        ("GET", "/api/v1/nothing", "not-found"),
        ("GET", "/api/v1/", "not-found"),
        ("GET", "/api/v2/articles", "not-found"),
        ("POST", "/api/v1/decisions/", "not-found"),
    ],
)
def test_what_is_not_there_is_a_problem(
    held: Article, newsroom: Caller, method: str, path: str, slug: str
) -> None:
    answer = newsroom.send(method, path, b'{"words": 10}' if method == "POST" else b"")
    _is_a_problem(answer, 404, slug)


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/xml"]
)
def test_another_media_type_is_refused(held: Article, newsroom: Caller, media: str) -> None:
    body = json.dumps(question(held)).encode()
    _is_a_problem(newsroom.send("POST", DECISIONS, body, media), 415, "unsupported-media-type")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_another_method_is_refused_with_those_that_are_offered(
    held: Article, newsroom: Caller, method: str
) -> None:
    answer = newsroom.send(method, DECISIONS, b"")
    _is_a_problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "POST"


def test_another_representation_is_refused(held: Article, newsroom: Caller) -> None:
    _is_a_problem(newsroom.get("/api/v1/articles", Accept="text/csv"), 406, "not-acceptable")


@pytest.mark.parametrize("path", [DECISIONS, "/api/v1/articles/00000000-0000-4000-8000-000000000001"])
def test_parameters_that_there_are_not_are_refused(held: Article, newsroom: Caller, path: str) -> None:
    method = "POST" if path == DECISIONS else "GET"
    answer = newsroom.send(method, f"{path}?consumer=archive", json.dumps(question(held)).encode())
    _is_a_problem(answer, 400, "unknown-field")
    assert answer.data["field"] == "consumer"


def test_two_keys_contradict_each_other(held: Article, newsroom: Caller) -> None:
    path = f"/api/v1/articles/{held.pk}/releases"
    answer = newsroom.post(path, {"words": 10, "key": "a"}, Idempotency_Key="b")
    _is_a_problem(answer, 422, "contradiction")


def test_every_wrong_field_is_told_at_once(held: Article, newsroom: Caller) -> None:
    answer = newsroom.post(DECISIONS, question(held, words="ten", use=7))
    assert {one["field"] for one in answer.data["errors"]} == {"use", "words"}


def test_a_host_that_is_not_ours_is_a_problem(held: Article, newsroom: Caller) -> None:
    answer = newsroom.get("/api/v1/articles", Host="elsewhere.example")
    assert (answer.status, answer.slug) == (400, "bad-request")


def test_corrections_are_polish_for_who_reads_polish(held: Article, newsroom: Caller) -> None:
    answer = newsroom.post(DECISIONS, question(held, words="ten"), Accept_Language="pl")
    assert answer.data["title"].startswith("Brakuje pola")
    assert "liczba całkowita" in answer.data["detail"]
