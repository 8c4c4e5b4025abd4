"""What a person does at the admin, with the hands on the keyboard where it matters."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from archive.models import Article
from licensing.models import Decision, PolicySeries, PolicyVersion, Suspension
from tests.browser.conftest import TakeSeat
from tests.licensing import world
from tests.licensing.admin.desk import act_of, page_of


def test_a_cell_of_the_card_opens_and_closes_by_keyboard(held: Article, take_seat: TakeSeat) -> None:
    page = take_seat().go(page_of(held))
    cell = page.locator(".im-card tbody tr", has_text="keep a full copy").locator("details").first
    why = cell.get_by_text("Obtain the consent of")
    expect(why.first).to_be_hidden()
    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(why.first).to_be_visible()
    page.keyboard.press("Space")
    expect(why.first).to_be_hidden()


def test_focus_can_be_seen(held: Article, take_seat: TakeSeat) -> None:
    page = take_seat().go(page_of(held))
    page.locator(".im-card summary").first.focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_another_consumer_and_claim_are_chosen_in_the_form_above_the_card(
    held: Article, take_seat: TakeSeat
) -> None:
    page = take_seat().go(page_of(held))
    page.get_by_label("Words of an excerpt").fill("40")
    page.get_by_label("Claimed statute").select_option("pl-29-quotation")
    page.get_by_role("button", name="Show").click()
    row = page.locator(".im-card tbody tr", has_text="keep and show a short passage")
    expect(row.locator("summary")).to_contain_text("review")


def test_a_suspension_is_set_and_the_card_follows(held: Article, take_seat: TakeSeat) -> None:
    seat = take_seat()
    page = seat.go(page_of(held))
    page.get_by_role("link", name="Suspend").click()
    page.get_by_label("Reason").fill("A takedown request was accepted.")
    page.get_by_role("button", name="Suspend").click()
    expect(page.locator(".im-card summary .im-deny")).to_have_count(22)
    expect(page.locator(".im-card summary .im-consent")).to_have_count(0)
    assert not seat.complaints
    take_seat.leave()
    assert Suspension.objects.get().by == "rights-officer"


def test_one_officer_submits_and_another_approves(held: Article, take_seat: TakeSeat) -> None:
    record, versions = act_of(PolicySeries, "record-terms"), "/admin/licensing/policyversion/"
    page = take_seat("rights-officer").go(record)
    page.get_by_label("Identifier").fill("urn:rights:policy:sport")
    page.get_by_label("Title").fill("Notice of the sports pages")
    page.get_by_label("Which one").fill("essanews.com")
    page.get_by_label("Path prefix").fill("/sport")
    page.get_by_label("Text, verbatim").fill("All rights reserved.")
    page.get_by_label("ODRL document").fill(_PROHIBITION)
    page.get_by_role("button", name="Record as a draft").click()
    page.get_by_role("link", name="Submit for approval").click()
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("link", name="Approve").click()
    page.get_by_role("button", name="Approve and put in force").click()
    expect(page.get_by_role("alert")).to_contain_text("another officer has to judge it")
    path = re.sub(r"^https?://[^/]+|approve/$", "", page.url)
    other = take_seat("rights-officer-2").go(f"{path}change/")
    assert path.startswith(versions)
    other.get_by_role("link", name="Approve").click()
    other.get_by_role("button", name="Approve and put in force").click()
    expect(other.locator(".im-badge", has_text="approved")).to_be_visible()
    take_seat.leave()
    version = PolicyVersion.objects.get(series__identifier="urn:rights:policy:sport")
    assert (version.state, version.approved_by) == ("approved", "rights-officer-2")


_PROHIBITION = (
    '{"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "uid": "urn:x:sport", '
    '"prohibition": [{"action": "reproduce"}]}'
)


def test_a_question_is_asked_and_its_answer_read(held: Article, take_seat: TakeSeat) -> None:
    page = take_seat().go(act_of(Article, "ask", held))
    page.get_by_label("Use", exact=False).first.select_option("store")
    page.get_by_role("button", name="Ask and record").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Decision \d+$"))).to_be_visible()
    page.get_by_role("link", name="Check by replay").click()
    page.get_by_role("button", name="Replay").click()
    expect(page.get_by_text("Replayed: the same bytes")).to_be_visible()
    take_seat.leave()
    assert Decision.objects.get().at == world.NOW


def test_the_card_fits_a_phone_without_scrolling_the_page_sideways(
    held: Article, take_seat: TakeSeat
) -> None:
    page = take_seat(viewport={"width": 360, "height": 740}).go(page_of(held))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_language_is_switched_to_polish(held: Article, take_seat: TakeSeat) -> None:
    page = take_seat(locale="pl-PL").go(page_of(held))
    expect(page.locator(".im-card")).to_contain_text("wymaga zgody")


def test_somebody_signs_in_with_a_password(held: Article, take_seat: TakeSeat) -> None:
    seat = take_seat("")
    page = seat.go("/admin/login/?next=/admin/archive/article/")
    page.get_by_label("Username").fill("auditor")
    page.get_by_label("Password").fill("a-long-password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="South korea urges")).to_be_visible()
    assert not seat.complaints
