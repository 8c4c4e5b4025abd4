"""The rights card: the founding table in words, colours and icons, with reasons; and it records nothing."""

from __future__ import annotations

from typing import Any

import pytest

from archive.models import Article
from licensing import operations as do
from licensing.models import Decision
from tests.licensing import world
from tests.licensing.admin.conftest import SignIn
from tests.licensing.admin.desk import Desk, list_of, marked, page_of, tree_of

FOUNDING = {
    "catalogue": ["permit", "—", "—"],
    "personal": ["—", "consent", "—"],
    "excerpt": ["—", "permit", "—"],
    "store": ["—", "consent", "review"],
    "share": ["—", "consent", "review"],
    "republish": ["—", "consent", "review"],
    "adapt": ["—", "consent", "review"],
    "index": ["consent", "consent", "—"],
    "mine": ["consent", "consent", "review"],
    "train": ["consent", "consent", "review"],
    "ground": ["consent", "consent", "review"],
}


def word_of(badge: Any) -> str:
    icon = badge.xpath("*[@aria-hidden='true']")[0]
    return str(badge.text_content().replace(icon.text_content(), "").strip())


class Card:
    def __init__(self, page: str) -> None:
        self.table = marked(tree_of(page), "im-card", "table")[0]
        self.rows = {
            marked(row, "im-use")[0].text_content(): row.xpath("td") for row in self.table.xpath("tbody/tr")
        }

    def outcomes(self) -> dict[str, list[str]]:
        return {use: [self._outcome(cell) for cell in cells] for use, cells in self.rows.items()}

    @staticmethod
    def _outcome(cell: Any) -> str:
        badges = cell.xpath("details/summary/span[1]")
        return word_of(badges[0]) if badges else "—"

    def cell(self, use: str, column: int) -> str:
        return " ".join(self.rows[use][column].text_content().split())


@pytest.fixture
def card_page(held: Article, officer: Desk) -> str:
    return officer.read(page_of(held))


def test_the_founding_table_stands_on_the_articles_page(card_page: str) -> None:
    assert Card(card_page).outcomes() == FOUNDING


def test_a_look_at_the_card_records_nothing(card_page: str) -> None:
    assert not Decision.objects.exists()


def test_each_outcome_is_a_word_and_an_icon_beside_its_colour(card_page: str) -> None:
    badges = Card(card_page).table.xpath(".//summary/span[1]")
    assert len(badges) == 22
    for badge in badges:
        assert badge.xpath("string(*[@aria-hidden='true'])")
        assert badge.get("class") == f"im-badge im-{word_of(badge)}"


def test_a_cell_opens_by_keyboard_and_tells_its_reason_on_hover(card_page: str) -> None:
    cell = Card(card_page).rows["store"][1]
    (summary,) = cell.xpath("details/summary")
    assert "forbids it without the prior consent" in summary.get("title")
    assert "C1" in summary.text_content()


def test_a_cell_cites_the_clause_verbatim_with_its_offsets_and_names_what_would_help(card_page: str) -> None:
    told = Card(card_page).cell("store", 1)
    assert "“Downloading, reproduction, storage, or any other use”" in told
    assert "characters 0 to 52" in told
    assert "Ask: Wirtualna Polska Media Spółka Akcyjna" in told


def test_an_unknown_holder_and_the_publisher_are_both_named_as_obstacles(card_page: str) -> None:
    told = Card(card_page).cell("store", 2)
    assert "Rests on nothing on record." in told
    assert "forbids it without the prior consent" in told


def test_columns_are_parts_with_their_credit_and_holders(card_page: str) -> None:
    heads = [head.text_content() for head in Card(card_page).table.xpath("thead//th[@scope='col']")]
    assert "Metadata" in heads[1]
    assert "Text" in heads[2]
    assert "Image 1" in heads[3]
    assert world.CREDIT in heads[3]


def test_a_claim_that_is_not_approved_turns_consent_into_review(held: Article, officer: Desk) -> None:
    asked = {"consumer": "newsroom", "purpose": "news-reporting", "territory": "PL", "words": "40"}
    without = Card(officer.read(page_of(held), **asked)).outcomes()["excerpt"][1]
    claimed = Card(officer.read(page_of(held), **asked, claim="pl-29-quotation")).outcomes()["excerpt"][1]
    assert (without, claimed) == ("consent", "review")


def test_an_index_for_searchers_is_permitted(held: Article, officer: Desk) -> None:
    world.consumer(purpose="internet-search")
    asked = {"consumer": "newsroom", "purpose": "internet-search", "territory": "PL", "words": "10"}
    assert Card(officer.read(page_of(held), **asked)).outcomes()["index"] == ["permit", "permit", "—"]


def test_an_agreement_opens_its_own_consumers_cells_and_says_until_when(held: Article, officer: Desk) -> None:
    world.consumer("media-monitoring")
    world.agreement(("media-monitoring",), actions=("archive",), effective_to=world.NOW + world.DAY)
    asked = {"purpose": "news-reporting", "territory": "PL", "words": "10"}
    mine = Card(officer.read(page_of(held), consumer="media-monitoring", **asked))
    theirs = Card(officer.read(page_of(held), consumer="newsroom", **asked))
    assert (mine.outcomes()["store"][1], theirs.outcomes()["store"][1]) == ("permit", "consent")
    assert "until 2026-03-03" in mine.cell("store", 1)


def test_a_day_before_the_agreement_is_asked_about_as_a_hypothesis(held: Article, officer: Desk) -> None:
    world.consumer("media-monitoring")
    world.agreement(("media-monitoring",), actions=("archive",), effective_from=world.NOW + world.DAY)
    asked = {"consumer": "media-monitoring", "purpose": "news-reporting", "territory": "PL", "words": "10"}
    later = officer.read(page_of(held), **asked, at="2026-03-05T10:00")
    assert Card(officer.read(page_of(held), **asked)).outcomes()["store"][1] == "consent"
    assert Card(later).outcomes()["store"][1] == "permit"
    assert "Hypothetical" in later


@pytest.mark.parametrize(
    "wrong",
    [
        {"consumer": "nobody"},
        {"consumer": ""},
        {"purpose": "mischief"},
        {"territory": "XX"},
        {"words": "0"},
        {"words": "1000000"},
        {"words": "ten"},
        {"at": "yesterday"},
        {"at": "0001-01-01T00:00"},
        {"at": "9999-12-31T23:59"},
        {"claim": "no-such-law"},
    ],
)
def test_a_wrong_question_is_told_in_the_form_and_shows_no_card(
    wrong: dict[str, str], held: Article, officer: Desk
) -> None:
    asked = {"consumer": "newsroom", "purpose": "news-reporting", "territory": "PL", "words": "10", **wrong}
    page = officer.read(page_of(held), **asked)
    assert "im-errors" in page
    assert '<table class="im-card"' not in page


def test_without_a_consumer_there_is_no_card_and_no_fault(officer: Desk) -> None:
    held = world.article()
    assert '<table class="im-card"' not in officer.read(page_of(held))


def test_what_a_page_printed_is_never_markup(held: Article, officer: Desk) -> None:
    nasty = world.article(credit="<script>alert(1)</script>", headline="<img src=x onerror=alert(2)>")
    page = officer.read(page_of(nasty))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_admin_never_shows_the_words_of_an_excerpt(held: Article, officer: Desk, sign_in: SignIn) -> None:
    from archive.models import Excerpt, Image

    do.record_decision(article=held.pk, consumer="newsroom", use=world.use(), origin="check", now=world.NOW)
    decision = Decision.objects.get()
    pages = [page_of(held), page_of(held.excerpt), page_of(decision), page_of(held.images.get())]
    lists = [list_of(model) for model in (Article, Excerpt, Decision, Image)]
    for address in pages + lists:
        assert "word1 word2" not in officer.read(address), address


def test_the_card_speaks_polish(held: Article, sign_in: SignIn) -> None:
    page = sign_in("auditor", language="pl").read(page_of(held))
    assert "wymaga zgody" in page
    assert "zabrania tego bez uprzedniej zgody" in page
