"""Role by page by act: allowed or refused, as the table says, for the button, the page and the form alike."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db.models import Model

from archive.admin.acts import Act
from archive.admin.pages import RecordAdmin
from archive.choices import WithdrawalKind
from archive.models import (
    Article,
    Capture,
    Copy,
    CreditName,
    Excerpt,
    Feed,
    FullCopy,
    Hold,
    Image,
    Ingestion,
    Publisher,
    Source,
    Watch,
    Withdrawal,
)
from archive.operations.copies import link_copies
from archive.operations.feeds import record_feed
from archive.operations.full_copies import place_hold
from archive.operations.watches import add_watch
from archive.operations.withdrawals import Withdrawn, note_withdrawal
from licensing import operations as do
from licensing.models import (
    Agreement,
    BulkDecision,
    Consumer,
    ConsumerToken,
    Decision,
    HolderAssignment,
    Obligation,
    OfficerTask,
    Party,
    PolicySeries,
    PolicyVersion,
    StatuteApproval,
    Suspension,
)
from licensing.operations.bulk_intake import take_in_many
from licensing.roles import ROLES
from tests.archive import rows
from tests.licensing import world
from tests.licensing.admin.conftest import SignIn
from tests.licensing.admin.desk import act_of, list_of, page_of
from tests.licensing.test_bulk_intake import supplied

OFFICER, LEGAL, ARCHIVIST, AUDITOR = "rights_officer", "legal_officer", "archivist", "auditor"
EVERYBODY = {OFFICER, LEGAL, ARCHIVIST, AUDITOR}
ASKERS = {OFFICER, LEGAL, ARCHIVIST}

WHO_MAY: dict[tuple[type[Model], str], set[str]] = {
    (Capture, "request"): {OFFICER, ARCHIVIST},
    (Ingestion, "ingest"): {OFFICER, ARCHIVIST},
    (Ingestion, "ingest-file"): {OFFICER, ARCHIVIST},
    (Watch, "watch"): {OFFICER, ARCHIVIST},
    (Watch, "look"): {OFFICER, ARCHIVIST},
    (Watch, "pause"): {OFFICER, ARCHIVIST},
    (Watch, "resume"): {OFFICER, ARCHIVIST},
    (Feed, "record"): {ARCHIVIST},
    (Withdrawal, "end"): {OFFICER, ARCHIVIST},
    (Copy, "part"): {OFFICER, ARCHIVIST},
    (Image, "correct-credit"): {OFFICER, ARCHIVIST},
    (CreditName, "record-name"): {OFFICER, ARCHIVIST},
    (Image, "assign"): {OFFICER},
    (Article, "ask"): ASKERS,
    (Article, "suspend"): {OFFICER, LEGAL},
    (Decision, "ask"): ASKERS,
    (Decision, "ask-again"): ASKERS,
    (Decision, "override"): {OFFICER},
    (Decision, "replay"): EVERYBODY,
    (BulkDecision, "replay"): EVERYBODY,
    (PolicySeries, "record-terms"): {OFFICER},
    (PolicySeries, "record-version"): {OFFICER},
    (PolicySeries, "import"): {OFFICER},
    (PolicySeries, "confirm-replacement"): {OFFICER},
    (PolicySeries, "add-house-rule"): {OFFICER},
    (PolicySeries, "change-house-rule"): {OFFICER},
    (PolicySeries, "end-house-rule"): {OFFICER},
    (PolicySeries, "approve-statute"): {LEGAL},
    (PolicyVersion, "read"): {OFFICER},
    (PolicyVersion, "submit"): {OFFICER},
    (PolicyVersion, "approve"): {OFFICER},
    (PolicyVersion, "reject"): {OFFICER},
    (PolicyVersion, "withdraw"): {OFFICER},
    (PolicyVersion, "date"): {OFFICER},
    (PolicyVersion, "retire"): {OFFICER},
    (PolicyVersion, "note-document"): {OFFICER},
    (PolicyVersion, "link-document"): {OFFICER},
    (PolicyVersion, "drop-document"): {OFFICER},
    (PolicyVersion, "link-translation"): {OFFICER},
    (PolicyVersion, "unlink-translation"): {OFFICER},
    (PolicyVersion, "confirm-rule"): {OFFICER},
    (PolicyVersion, "fulfil"): {OFFICER},
    (Agreement, "grant"): {OFFICER},
    (Agreement, "end"): {OFFICER},
    (Suspension, "suspend"): {OFFICER, LEGAL},
    (Suspension, "lift"): {OFFICER, LEGAL},
    (StatuteApproval, "withdraw"): {LEGAL},
    (HolderAssignment, "assign"): {OFFICER},
    (Party, "record"): {OFFICER},
    (Party, "add-names"): {OFFICER},
    (Party, "retract-name"): {OFFICER},
    (Party, "take-over-site"): {OFFICER},
    (Consumer, "register"): {OFFICER},
    (Consumer, "set"): {OFFICER},
    (Consumer, "end-registration"): {OFFICER},
    (Consumer, "issue-token"): {OFFICER},
    (ConsumerToken, "revoke"): {OFFICER},
    (Obligation, "settle"): {OFFICER},
    (OfficerTask, "done"): ASKERS,
    (FullCopy, "delete-copy"): {OFFICER},
    (FullCopy, "hold"): {OFFICER, LEGAL},
    (Hold, "lift"): {OFFICER, LEGAL},
}


def _pages() -> dict[type[Model], RecordAdmin]:
    return {model: page for model, page in admin.site._registry.items() if isinstance(page, RecordAdmin)}


def _acts() -> dict[tuple[type[Model], str], type[Act]]:
    return {(model, act.slug): act for model, page in _pages().items() for act in page.acts}


def _copy(held: Article) -> Copy:
    other = Article.objects.create(
        source=held.source,
        address="https://essanews.com/other",
        headline="Other",
        word_count=1,
        captured_at=world.NOW,
        recorded_at=world.NOW,
    )
    link_copies(articles=[held.pk], canonical=other.address, now=world.NOW)
    return Copy.objects.get()


def _entry() -> BulkDecision:
    take_in_many(candidates=[supplied()], now=world.NOW)
    return BulkDecision.objects.get()


def _rows(held: Article) -> dict[type[Model], Model]:
    newsroom = Consumer.objects.get(identifier="newsroom")
    do.issue_token(consumer=newsroom, by="rights-officer", now=world.NOW)
    do.suspend(
        kind="officer",
        scope_kind="site",
        scope_value="example.org",
        reason="why",
        by="somebody",
        now=world.NOW,
    )
    do.assign_holders(image=held.images.get().pk, holders=[[world.WPM]], reason="why", by="x", now=world.NOW)
    decision = do.record_decision(
        article=held.pk, consumer="newsroom", use=world.use(), origin="check", now=world.NOW
    )
    owed = Obligation.objects.create(
        decision=decision.pk, article=held.pk, consumer="newsroom", action="attribute", policy="p", rule="r",
        incurred_at=world.NOW,
    )  # fmt: skip
    return {
        Article: held,
        Image: held.images.get(),
        Feed: record_feed(identifier="agency", source=held.source, name="Agency", now=world.NOW),
        Withdrawal: note_withdrawal(
            source=held.source,
            withdrawn=Withdrawn(WithdrawalKind.KILL, "https://essanews.com/gone", ()),
            now=world.NOW,
            ring=False,
        ),
        Copy: _copy(held),
        Watch: add_watch(
            source=held.source,
            address="https://essanews.com/terms",
            kind="terms",
            by="archivist",
            now=world.NOW,
        ),
        Decision: decision,
        BulkDecision: _entry(),
        PolicySeries: PolicySeries.objects.filter(kind="terms")[0],
        PolicyVersion: PolicyVersion.objects.filter(series__kind="terms")[0],
        Agreement: world.agreement(),
        Suspension: Suspension.objects.get(),
        StatuteApproval: StatuteApproval.objects.all()[0],
        HolderAssignment: HolderAssignment.objects.get(),
        Party: Party.objects.get(identifier=world.WPM),
        Consumer: newsroom,
        ConsumerToken: ConsumerToken.objects.get(),
        Obligation: owed,
        OfficerTask: do.open_task(key="k", kind="signal_changed", now=world.NOW),
        Excerpt: Excerpt.objects.get(),
        FullCopy: rows.full_copy(held, "the whole text"),
        Hold: place_hold(article=held, reason="a dispute", by="rights-officer", now=world.NOW),
    }


def test_the_table_names_every_act_and_no_other() -> None:
    assert _acts().keys() == WHO_MAY.keys()


def test_every_act_asks_for_a_permission_that_some_role_has() -> None:
    held = set().union(*ROLES.values())
    assert {act.permission for act in _acts().values()} <= held


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_may_do_what_the_table_says_and_nothing_else(
    role: str, held: Article, sign_in: SignIn
) -> None:
    desk, rows = sign_in(role), _rows(held)
    for (model, slug), act in _acts().items():
        address = act_of(model, slug, rows[model] if act.of_row else None)
        expected = 200 if role in WHO_MAY[(model, slug)] else 403
        assert desk.status(address) == expected, (role, address)
        if expected == 403:
            assert desk.post(address).status_code == 403, (role, address)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_every_role_reads_every_page_and_sees_only_its_own_buttons(
    role: str, held: Article, sign_in: SignIn
) -> None:
    desk, rows = sign_in(role), _rows(held)
    for model, page in _pages().items():
        listed = desk.read(list_of(model))
        shown = desk.read(page_of(rows[model])) if model in rows else ""
        for act in page.acts:
            if role not in WHO_MAY[(model, act.slug)]:
                address = act_of(model, act.slug, rows[model] if act.of_row else None)
                assert address not in listed + shown, (role, address)
            elif not act.of_row:
                assert act_of(model, act.slug) in listed, (role, act.slug)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_nobody_adds_changes_or_deletes_a_record_by_hand(role: str, held: Article, sign_in: SignIn) -> None:
    desk, rows = sign_in(role), _rows(held)
    for model, row in rows.items():
        assert desk.status(f"{list_of(model)}add/") == 403, model
        assert desk.status(page_of(row).replace("/change/", "/delete/")) == 403, model
        assert desk.post(page_of(row)).status_code == 403, model
        assert 'name="action"' not in desk.read(list_of(model)), model


def test_content_is_the_archivists(held: Article, sign_in: SignIn) -> None:
    for role in EVERYBODY:
        for model in (Source, Publisher):
            assert sign_in(role).status(f"{list_of(model)}add/") == (200 if role == ARCHIVIST else 403)


def test_accounts_and_roles_are_nobodys_but_the_administrators(held: Article, sign_in: SignIn) -> None:
    for role in EVERYBODY:
        assert sign_in(role).status("/admin/auth/user/") == 403


def test_a_stranger_is_asked_to_sign_in(held: Article, client: object) -> None:
    from django.test import Client

    answer = Client().get(act_of(Decision, "ask"))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
