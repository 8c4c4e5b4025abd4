"""Row 5 of docs/semantics.md section 3: versions at capture, narrower policies, scopes and targets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from licensing.policy.model import OnRecord, Outcome, Scope, ScopeKind
from tests.policy.builders import (
    AGENCY,
    CONSENT,
    PUBLISHER,
    answer,
    document,
    house,
    outcome,
    rule,
    signal,
    terms,
    use,
)

ASK = {"action": "obtainConsent"}


def offer(*duties: dict[str, Any], action: str = "archive", **more: Any) -> dict[str, Any]:
    return rule(action, **({"duty": list(duties)} if duties else {}), **more)


def forbidding(*permissions: dict[str, Any], **more: Any) -> OnRecord:
    given = {"prohibition": [rule("archive")], "permission": list(permissions) or None}
    kept = {key: more.pop(key) for key in ("id", "partial", "confirmed", "scope") if key in more}
    return terms(document(**(given | more)), **kept)


# --- versions at capture ---------------------------------------------------------------------------------------------

OPEN = document(permission=[offer()])
CLOSED = document(prohibition=[offer()])
ASKING = document(permission=[offer(ASK)])


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (OPEN, OPEN, "permit"),
        (CLOSED, OPEN, "deny"),
        (ASKING, OPEN, "consent"),
        (None, OPEN, "review"),
        (OPEN, CLOSED, "deny"),
        (OPEN, ASKING, "consent"),
        (OPEN, None, "review"),
        (CLOSED, ASKING, "deny"),
        (document(), OPEN, "review"),
    ],
)
def test_the_stricter_of_the_versions_at_capture_and_now_governs_a_later_use(
    then: dict[str, Any] | None, now: dict[str, Any] | None, expected: str
) -> None:
    assert outcome(use(), terms(now), at_capture=(terms(then),)) == expected


def test_nothing_on_record_at_capture_is_not_stricter() -> None:
    assert outcome(use(), terms(OPEN), at_capture=()) is Outcome.PERMIT
    other = terms(document(permission=[rule("index")]), id="other")
    assert outcome(use(), terms(OPEN), other, at_capture=(other,)) is Outcome.PERMIT


def test_a_series_that_ended_since_capture_still_forbids_what_it_forbade() -> None:
    assert outcome(use(), terms(OPEN), at_capture=(signal(CLOSED),)) is Outcome.CONSENT


def test_a_permission_at_capture_alone_permits_nothing_now() -> None:
    assert outcome(use(), at_capture=(terms(OPEN),)) is Outcome.REVIEW


def test_only_terms_and_signals_are_read_at_capture() -> None:
    forbids = house(document(prohibition=[rule("archive")]))
    assert outcome(use(), terms(OPEN), at_capture=(forbids,)) is Outcome.PERMIT


def test_of_two_records_of_one_series_at_capture_both_count() -> None:
    first, second = terms(CLOSED), terms(OPEN)
    for then in ((first, second), (second, first)):
        assert outcome(use(), terms(OPEN), at_capture=then) is Outcome.DENY


# --- narrower policies -----------------------------------------------------------------------------------------------

SITE = Scope(ScopeKind.SITE, "example.org", "/news")
ARTICLE = Scope(ScopeKind.ARTICLE, "a-1")


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        (terms(OPEN, id="narrow", scope=ARTICLE), "deny"),
        (terms(OPEN, id="narrow", scope=ARTICLE, replaces=frozenset({"broad"})), "permit"),
        (terms(OPEN, id="narrow", scope=ARTICLE, replaces=frozenset({"other"})), "deny"),
        (terms(OPEN, id="narrow", scope=SITE, replaces=frozenset({"broad"})), "deny"),
        (
            terms(OPEN, id="narrow", scope=Scope(ScopeKind.ARTICLE, "a-2"), replaces=frozenset({"broad"})),
            "deny",
        ),
        (terms(None, id="narrow", scope=ARTICLE, replaces=frozenset({"broad"})), "deny"),
        (
            terms(
                document(permission=[offer()], prohibition=[offer()], conflict=None),
                id="narrow",
                scope=ARTICLE,
                replaces=frozenset({"broad"}),
            ),
            "deny",
        ),
    ],
    ids=["unsaid", "said", "said of another", "not narrower", "elsewhere", "unreadable", "void"],
)
def test_a_narrower_policy_takes_a_broader_ones_place_only_where_an_officer_says_so(
    narrow: OnRecord, expected: str
) -> None:
    assert outcome(use(), terms(CLOSED, id="broad", scope=SITE), narrow) == expected


def test_what_takes_anothers_place_today_did_not_do_so_at_capture() -> None:
    broad = terms(CLOSED, id="broad", scope=SITE)
    narrow = terms(OPEN, id="narrow", scope=ARTICLE, replaces=frozenset({"broad"}))
    assert outcome(use(), broad, narrow, at_capture=(broad,)) is Outcome.DENY
    assert outcome(use(), broad, narrow, at_capture=(broad, narrow)) is Outcome.PERMIT


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(ScopeKind.SITE, "example.org"), "deny"),
        (Scope(ScopeKind.SITE, "example.org", "/news/"), "deny"),
        (Scope(ScopeKind.SITE, "example.org", "/news/1"), "deny"),
        (Scope(ScopeKind.SITE, "example.org", "/new"), "permit"),
        (Scope(ScopeKind.SITE, "other.org"), "permit"),
        (Scope(ScopeKind.PUBLISHER, "publisher"), "deny"),
        (Scope(ScopeKind.HOLDER, PUBLISHER), "deny"),
        (Scope(ScopeKind.HOLDER, AGENCY), "permit"),
        (Scope(ScopeKind.ARTICLE, "a-1"), "deny"),
        (Scope(ScopeKind.PART, "text"), "deny"),
        (Scope(ScopeKind.PART, "image-1"), "permit"),
        (Scope(ScopeKind.EVERYTHING), "deny"),
    ],
)
def test_a_policy_applies_where_its_scope_covers_the_part(scope: Scope, expected: str) -> None:
    assert outcome(use(), terms(CLOSED, id="c", scope=scope), terms(OPEN, id="o")) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("urn:rights:site:example.org", "deny"),
        ("urn:rights:site:example.org/news", "deny"),
        ("urn:rights:site:example.org/sport", "permit"),
        ("urn:rights:publisher:publisher", "deny"),
        ("urn:rights:party:publisher", "deny"),
        ("urn:rights:party:agency", "permit"),
        ("urn:rights:article:a-1", "deny"),
        ("urn:rights:article:a-2", "permit"),
        ("urn:rights:image:image-1", "permit"),
        ("ra:part:text", "deny"),
        ("ra:part:image", "permit"),
        ("https://example.org/news/1", "review"),
    ],
)
def test_a_rules_target_narrows_it_and_an_unknown_one_is_unknown(target: str, expected: str) -> None:
    closed = terms(document(prohibition=[offer(target=target)]), id="c")
    assert outcome(use(), closed, terms(OPEN, id="o")) == expected


def test_an_images_own_signals_narrow_the_pages() -> None:
    held = document(permission=[rule("ra:mine")], assigner=AGENCY)
    page = signal(held, id="page")
    image = signal(
        document(prohibition=[rule("ra:mine")], assigner=AGENCY),
        id="image",
        scope=Scope(ScopeKind.PART, "image-1"),
    )
    assert outcome(use("mine", "image-1"), page) is Outcome.PERMIT
    assert outcome(use("mine", "image-1"), page, image) is Outcome.CONSENT


def test_every_obstacle_is_listed_once_in_whatever_versions_it_is_met() -> None:
    soft, hard = forbidding(offer(CONSENT), id="soft"), forbidding(id="hard")
    decision = answer(use(), soft, hard, at_capture=(soft, replace(hard, title="then")))
    assert sorted(met.code for met in decision.obstacles) == ["terms-deny", "terms-deny", "terms-reserve"]
