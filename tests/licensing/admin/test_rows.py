"""A person reaches every row of the truth table through the forms alone."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from archive.models import Article
from licensing.models import (
    Agreement,
    Consumer,
    Decision,
    Fulfilment,
    HolderAssignment,
    Party,
    PolicySeries,
    PolicyVersion,
    StatuteApproval,
    Suspension,
)
from tests.licensing import world
from tests.licensing.admin.desk import Desk, act_of, page_of


def ask(desk: Desk, held: Article, use: str = "store", asset: str = "text", **changed: Any) -> Decision:
    """Ask through the form, and return what the ledger got."""
    given = {
        "consumer": "newsroom",
        "use": use,
        "asset": asset,
        "purpose": "news-reporting",
        "territory": "PL",
    }
    desk.act(act_of(Article, "ask", held), **{**given, **changed})
    return Decision.objects.order_by("-position")[0]


def deciding_row(decision: Decision) -> int:
    row: int = json.loads(decision.record)["parts"][0]["holders"][0]["row"]
    return row


def grant(desk: Desk, **changed: Any) -> Agreement:
    given: dict[str, Any] = {
        "identifier": "urn:rights:policy:agreement-1",
        "title": "Letter of consent",
        "assigner": Party.objects.get(identifier=world.WPM).pk,
        "assignees": ["newsroom"],
        "scope_kind": "site",
        "scope_value": "essanews.com",
        "uses": ["store", "mine"],
        "parts": ["text"],
        "effective_from": "2026-01-01T00:00",
        "effective_to": "2027-01-01T00:00",
        "timezone": "Europe/Warsaw",
        "evidence_name": "letter.pdf",
        "evidence_text": "We agree.",
    }
    desk.act(act_of(Agreement, "grant"), **{**given, **changed})
    return Agreement.objects.get(series__identifier={**given, **changed}["identifier"])


# --- row 1 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["takedown", "kill", "withhold", "embargo", "officer"])
def test_row_1_a_suspension_of_any_kind_denies_and_lifting_it_opens_again(
    kind: str, held: Article, officer: Desk
) -> None:
    officer.act(
        act_of(Article, "suspend", held), kind=kind, reason="because", effective_to="2026-04-01T00:00"
    )
    assert (ask(officer, held).outcome, deciding_row(Decision.objects.order_by("-position")[0])) == (
        "deny",
        1,
    )
    officer.act(act_of(Suspension, "lift", Suspension.objects.get()))
    assert ask(officer, held).outcome == "consent"


@pytest.mark.parametrize("scope", ["part", "image", "article", "site", "publisher"])
def test_row_1_a_suspension_covers_what_it_names(scope: str, held: Article, officer: Desk) -> None:
    kind, value = {
        "part": ("part", f"{held.pk}:text"),
        "image": ("part", str(held.images.get().pk)),
        "article": ("article", str(held.pk)),
        "site": ("site", "EssaNews.com"),
        "publisher": ("publisher", "wirtualna-polska"),
    }[scope]
    officer.act(
        act_of(Suspension, "suspend"), kind="withhold", scope_kind=kind, scope_value=value, reason="because"
    )
    assert ask(officer, held, asset="text").outcome == ("consent" if scope == "image" else "deny")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "mood"},
        {"reason": "  "},
        {"scope_kind": "galaxy"},
        {"scope_value": "no-such-site.example"},
        {"scope_kind": "article", "scope_value": str(uuid4())},
        {"scope_kind": "part", "scope_value": "x:text"},
        {"kind": "embargo"},
        {"effective_to": "2020-01-01T00:00"},
        {"effective_from": "0001-01-01T00:00"},
        {"effective_from": "2026-13-01T00:00"},
    ],
)
def test_row_1_a_wrong_suspension_is_told_in_the_form(
    wrong: dict[str, str], held: Article, officer: Desk
) -> None:
    given = {"kind": "officer", "scope_kind": "site", "scope_value": "essanews.com", "reason": "because"}
    officer.refused(act_of(Suspension, "suspend"), **{**given, **wrong})
    assert not Suspension.objects.exists()


# --- row 2 ---------------------------------------------------------------------------------------------------------

HOUSE = {
    "identifier": "urn:rights:policy:house-1",
    "title": "No training on news",
    "scope_kind": "everything",
    "uses": ["store"],
    "parts": ["text", "image"],
    "reason": "Decided by the board.",
}


def test_row_2_a_house_rule_denies_and_ends(held: Article, officer: Desk) -> None:
    officer.act(act_of(PolicySeries, "add-house-rule"), **HOUSE)
    assert (ask(officer, held).outcome, deciding_row(Decision.objects.order_by("-position")[0])) == (
        "deny",
        2,
    )
    series = PolicySeries.objects.get(kind="house")
    officer.act(
        act_of(PolicySeries, "change-house-rule", series), uses=["mine"], parts=["text"], reason="Narrower."
    )
    assert ask(officer, held).outcome == "consent"
    assert ask(officer, held, use="mine").outcome == "deny"
    officer.act(act_of(PolicySeries, "end-house-rule", series))
    assert ask(officer, held, use="mine").outcome == "consent"


def test_row_2_a_house_rule_of_the_public_leaves_colleagues_alone(held: Article, officer: Desk) -> None:
    officer.act(act_of(PolicySeries, "add-house-rule"), **{**HOUSE, "uses": ["republish"]})
    assert ask(officer, held, use="republish").outcome == "deny"
    assert ask(officer, held, use="share").outcome == "consent"


def test_row_2_a_house_rule_that_cannot_be_read_asks_for_review(held: Article, officer: Desk) -> None:
    world.agreement(actions=("archive",))
    assert ask(officer, held).outcome == "permit"
    officer.act(act_of(PolicySeries, "add-house-rule"), **{**HOUSE, "document": '{"@type": "Riddle"}'})
    assert ask(officer, held).outcome == "review"


@pytest.mark.parametrize(
    "wrong",
    [
        {"uses": []},
        {"uses": ["sing"]},
        {"parts": ["metadata"]},
        {"parts": []},
        {"reason": ""},
        {"document": json.dumps(world.document(permission=[{"action": "archive"}]))},
        {"identifier": "urn:rights:policy:wpm-site-notice"},
    ],
)
def test_row_2_a_wrong_house_rule_is_told_in_the_form(
    wrong: dict[str, Any], held: Article, officer: Desk
) -> None:
    officer.refused(act_of(PolicySeries, "add-house-rule"), **{**HOUSE, **wrong})
    assert not PolicySeries.objects.filter(kind="house").exists()


# --- row 3 ---------------------------------------------------------------------------------------------------------


def test_row_3_an_agreement_permits_what_it_says_to_whom_it_names_and_nothing_else(
    held: Article, officer: Desk
) -> None:
    world.consumer("media-monitoring")
    grant(officer)
    assert (ask(officer, held).outcome, deciding_row(Decision.objects.order_by("-position")[0])) == (
        "permit",
        3,
    )
    assert ask(officer, held, use="mine").outcome == "permit"
    assert ask(officer, held, use="republish").outcome == "consent"
    assert ask(officer, held, consumer="media-monitoring").outcome == "consent"
    assert ask(officer, held, asset=str(held.images.get().pk)).outcome == "review"
    assert ask(officer, held, at="2027-01-01T00:00").outcome == "consent"


def test_row_3_sharing_inside_is_not_publishing(held: Article, officer: Desk) -> None:
    grant(officer, uses=["share"])
    assert ask(officer, held, use="share").outcome == "permit"
    assert ask(officer, held, use="republish").outcome == "consent"


def test_row_3_an_agreement_ends_at_once(held: Article, officer: Desk) -> None:
    agreement = grant(officer)
    officer.act(act_of(Agreement, "end", agreement))
    assert ask(officer, held).outcome == "consent"
    assert "ended" in officer.read(page_of(agreement))


def test_row_3_an_agreement_with_a_group_holds_for_its_members(held: Article, officer: Desk) -> None:
    newsroom = Consumer.objects.get(identifier="newsroom")
    officer.act(act_of(Consumer, "set", newsroom), group="editorial")
    grant(officer, assignees=["editorial"])
    assert ask(officer, held).outcome == "permit"


def test_row_3_a_payment_that_is_not_recorded_asks_for_review(held: Article, officer: Desk) -> None:
    agreement = grant(officer, duties=["compensate"])
    assert ask(officer, held).outcome == "review"
    version = PolicyVersion.objects.get(series=agreement.series)
    paid = {
        "pointer": "/permission/0",
        "action": "compensate",
        "consumer": "newsroom",
        "reason": "Receipt 7.",
    }
    assert officer.refused(act_of(PolicyVersion, "fulfil", version), **{**paid, "action": "obtainConsent"})
    officer.act(act_of(PolicyVersion, "fulfil", version), **paid)
    assert Fulfilment.objects.get().by == "rights-officer"
    assert ask(officer, held).outcome == "permit"


def test_row_3_a_prohibition_of_an_agreement_denies(held: Article, officer: Desk) -> None:
    document = world.document("Agreement", world.WPM, prohibition=[{"action": "archive"}])
    grant(officer, document=json.dumps(document))
    assert ask(officer, held).outcome == "deny"


def test_row_3_a_quota_is_shown_with_what_is_left(held: Article, officer: Desk) -> None:
    agreement = grant(officer, quota_limit="500", quota_period="month")
    assert "500 distinct articles each month" in officer.read(page_of(agreement))
    decision = ask(officer, held)
    assert json.loads(decision.record)["parts"][0]["holders"][0]["quota_left"] == 500


@pytest.mark.parametrize(
    "wrong",
    [
        {"assignees": []},
        {"assignees": ["nobody"]},
        {"assigner": ""},
        {"uses": []},
        {"parts": ["metadata"]},
        {"effective_from": ""},
        {"effective_to": "2025-01-01T00:00"},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../etc/passwd"},
        {"quota_limit": "5"},
        {"quota_period": "day"},
        {"quota_limit": "0", "quota_period": "day"},
        {"quota_limit": "9999999999999", "quota_period": "day"},
        {"evidence_text": " "},
        {"words": "0"},
        {"document": "nonsense"},
        {"document": json.dumps(world.document("Set", world.WPM, permission=[{"action": "archive"}]))},
        {
            "document": json.dumps(
                world.document("Agreement", world.GROUP, permission=[{"action": "archive"}])
            )
        },
        {"scope_kind": "site", "scope_value": ""},
    ],
)
def test_row_3_a_wrong_agreement_is_told_in_the_form_and_leaves_nothing(
    wrong: dict[str, Any], held: Article, officer: Desk
) -> None:
    with pytest.raises(AssertionError):
        grant(officer, **wrong)
    assert not PolicySeries.objects.filter(kind="agreement").exists()


# --- row 4 ---------------------------------------------------------------------------------------------------------


def test_row_4_a_claim_is_reviewed_until_a_legal_officer_approves_it_and_after_withdrawal(
    held: Article, officer: Desk, lawyer: Desk
) -> None:
    quotation = PolicySeries.objects.get(identifier="pl-29-quotation")
    newsroom = Consumer.objects.get(identifier="newsroom")
    officer.act(act_of(Consumer, "set", newsroom), what="fact:accepts-attribution=true")
    claim = {"use": "excerpt", "words": "40", "claim": "pl-29-quotation"}
    assert ask(officer, held, **claim).outcome == "review"
    lawyer.act(
        act_of(PolicySeries, "approve-statute", quotation),
        reason="A quotation that explains.",
        consumer="newsroom",
        use="excerpt",
        territory="PL",
        effective_to="2026-12-31T00:00",
    )
    approved = ask(officer, held, **claim)
    assert (approved.outcome, deciding_row(approved)) == ("permit", 4)
    lawyer.act(
        act_of(StatuteApproval, "withdraw", StatuteApproval.objects.get(series=quotation, known_to=None))
    )
    assert ask(officer, held, **claim).outcome == "review"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"consumer": "nobody"},
        {"use": "sing"},
        {"territory": "XX"},
        {"effective_to": "2020-01-01T00:00"},
    ],
)
def test_row_4_a_wrong_position_is_told_in_the_form(
    wrong: dict[str, str], held: Article, lawyer: Desk
) -> None:
    statute = PolicySeries.objects.get(identifier="pl-29-quotation")
    lawyer.refused(act_of(PolicySeries, "approve-statute", statute), **{"reason": "why", **wrong})


def test_row_4_only_a_statute_is_approved_as_one(held: Article, lawyer: Desk) -> None:
    terms = PolicySeries.objects.filter(kind="terms")[0]
    assert "Only a statute" in lawyer.refused(act_of(PolicySeries, "approve-statute", terms), reason="why")


# --- rows 5 and 6 --------------------------------------------------------------------------------------------------


def test_row_5_terms_ask_for_consent(held: Article, officer: Desk) -> None:
    decision = ask(officer, held)
    assert (decision.outcome, deciding_row(decision)) == ("consent", 5)


def test_row_6_an_image_whose_holder_said_nothing_is_reviewed_until_the_holder_is_corrected(
    held: Article, officer: Desk
) -> None:
    image = held.images.get()
    assert ask(officer, held, asset=str(image.pk)).outcome == "review"
    officer.act(
        act_of(type(image), "assign", image),
        holders="Wirtualna Polska Media Spółka Akcyjna",
        reason="Its own photo.",
    )
    assert ask(officer, held, asset=str(image.pk)).outcome == "consent"


def test_a_chain_is_split_into_holders_that_answer_each_for_themselves(held: Article, officer: Desk) -> None:
    for name in ("PAP", "EPA"):
        officer.act(
            act_of(Party, "record"),
            identifier=f"urn:rights:party:{name.lower()}",
            name=name,
            kind="organisation",
        )
    assign = act_of(HolderAssignment, "assign")
    officer.act(assign, what="credit_line", which=world.CREDIT, holders="PAP/EPA", reason="One chain.")
    image = str(held.images.get().pk)
    assert len(json.loads(ask(officer, held, asset=image).record)["parts"][0]["holders"]) == 1
    officer.act(
        assign,
        what="credit_line",
        which=world.CREDIT,
        holders="PAP\nurn:rights:party:epa\n?",
        reason="Split.",
    )
    holders = json.loads(ask(officer, held, asset=image).record)["parts"][0]["holders"]
    assert {one["holder"] for one in holders} == {"urn:rights:party:pap", "urn:rights:party:epa", "unknown"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"holders": "Nobody In Particular"},
        {"holders": "PAP//"},
        {"holders": " \n "},
        {"reason": ""},
        {"what": "image", "which": "no-uuid"},
        {"what": "text", "which": str(uuid4())},
        {"what": "weather"},
    ],
)
def test_wrong_holders_are_told_in_the_form(wrong: dict[str, str], held: Article, officer: Desk) -> None:
    given = {"what": "credit_line", "which": world.CREDIT, "holders": world.WPM, "reason": "why"}
    officer.refused(act_of(HolderAssignment, "assign"), **{**given, **wrong})
    assert not HolderAssignment.objects.exists()
