"""The kinds of bylines, days and headlines that real pages print; every page here is made up."""

from __future__ import annotations

from typing import Any

import pytest

from archive.ingestion.network import FetchError
from archive.ingestion.reading.names import names_of
from archive.ingestion.reading.report import page_report

TEXT = "<p>Some words that make up the running text of a page, long enough to be taken for one.</p>" * 4
TITLE = "River ferry is back on its line"


def report(
    around: str = "",
    *,
    head: str = "",
    heading: str = f"<h1>{TITLE}</h1>",
    after: str = "",
    address: str = "",
) -> dict[str, Any]:
    page = f"<html lang=en><head><title>{TITLE}</title>{head}</head><body>{heading}{around}<div class=text>{TEXT}</div>{after}</body></html>"
    return page_report(page.encode(), address=address)


def authors(around: str, **more: Any) -> list[str]:
    return list(report(around, **more)["authors"]["value"])


def day(around: str = "", **more: Any) -> str:
    return str(report(around, **more)["date_published"]["value"])


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<div class=byline>by <a href=/w/1>Ada Example</a> — in <a href=/gadgets>Gadgets</a></div>", ["Ada Example"]),
        ("<div class=byline><span class=byline-name>Ada Example</span> <span class=byline-affiliation>City Radio</span></div>", ["Ada Example"]),
        ("<div class=byline>By Ada Example | <a href=/archive>Archive</a></div>", ["Ada Example"]),
        ("<div class=byline>Ada Example, <a href=/partner>Partnerbook</a></div>", ["Ada Example"]),
        ("<div class=byline>By <a href=/a>Ada Example</a><br>Reviewed by <a href=/b>Ben Sample, MD</a></div>", ["Ada Example"]),
        ("<dl class=storyByline><dt>By</dt><dd>Ada Example</dd></dl>", ["Ada Example"]),
        ("<p>by Ada Example on May 15, 2013 at 3:45 pm ET</p>", ["Ada Example"]),
        ("<p><b>By Ada Example</b><br><i>HealthWire Reporter</i></p>", ["Ada Example"]),
        ("<h5>2/26/2015 7:11 AM PST BY EXAMPLE STAFF</h5>", ["EXAMPLE STAFF"]),
        ("<p><span>ADA EXAMPLE AP Sports Writer</span> <span>Published: </span><time>June 7, 2013</time></p>", ["ADA EXAMPLE"]),
        ("<div>May 15, 2013 03:46 PM | <a href=/reporters/ada-example>Ada Example</a></div>", ["Ada Example"]),
        ("<div>Ada Example (Blog) - May 15, 2013 1:42 PM</div>", ["Ada Example"]),
        ("<div>Wednesday, June 05, 2013</div><div>Ada Example</div>", ["Ada Example"]),
        ("<sub class=szerzo><a href=/impressum>MTI</a></sub>", ["MTI"]),
    ],
)  # fmt: skip
def test_a_byline_gives_its_names_and_nothing_else(byline: str, names: list[str]) -> None:
    assert authors(byline) == names


@pytest.mark.parametrize("line", ["(By Ada Example)", "Written by Ada Example", "Reported by Ada Example"])
def test_a_byline_may_stand_at_the_end_of_the_text(line: str) -> None:
    assert authors("", after=f"<div>{line}</div>") == ["Ada Example"]


@pytest.mark.parametrize(
    "around",
    [
        "<ul><li>Text Size - +</li><li>Text Size: A</li></ul>",
        '<a class="more_fn btn_copy">Link</a>',
        "<div class=author-by>Nga</div>",
        "<div class=article__author>Polub Example.org</div>",
        "<div>June 5, 2013</div><div>Related Stories</div>",
        "<div>June 5, 2013</div><div>Size Matters</div>",
    ],
)
def test_buttons_and_labels_are_no_authors(around: str) -> None:
    assert authors(around) == []


def test_names_in_the_pages_own_data_count_where_they_are_printed_too() -> None:
    data = '<script>var page_author = "Ada Example ";</script>'
    printed = "<p>Comments are on this article<b>Ada Example</b>, City Bureau</p>"
    assert authors(printed, head=data) == ["Ada Example"]
    assert authors("", head=data) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Example, Contributing Writer, City Today", ("Ada Example",)),
        ("Ada Example, Staff Writer, and Ben Sample", ("Ada Example", "Ben Sample")),
        ("Ada Example, MA", ("Ada Example",)),
        ("Ada Example, Jr.", ("Ada Example, Jr.",)),
        ("Ada Example Associated Press", ("Ada Example",)),
        ("ADA EXAMPLE ASSOCIATED PRESS", ("ADA EXAMPLE",)),
        ("Ada Example, Florida Today", ("Ada Example",)),
        ("Ada Example / River Valley Reporter", ("Ada Example",)),
        ("Ada (A.B.) Example", ("Ada (A.B.) Example",)),
        ("Ada Example (City)", ("Ada Example",)),
        ("Ada Exemple (avec Ben Modèle et Cléo Patron)", ("Ada Exemple", "Ben Modèle", "Cléo Patron")),
        ("The Associated Press", ("The Associated Press",)),
        ("Reuters", ("Reuters",)),
        ("Staff Reporter", ("Staff Reporter",)),
    ],
)
def test_offices_agencies_and_degrees_behind_a_name_are_left_off(line: str, names: tuple[str, ...]) -> None:
    assert names_of(line) == names


def test_the_day_is_that_of_the_publisher_where_the_page_prints_the_same_moment() -> None:
    data = '<meta property="article:published_time" content="2023-12-13T02:12:54Z">'
    assert day("<p>Dec 12, 2023, 9:12 PM ET</p>", head=data) == "2023-12-12T21:12:54-05:00"


@pytest.mark.parametrize("printed", ["Dec 12, 2023, 9:03 PM ET", "Dec 12, 2023", "Dec 10, 2023, 9:12 PM ET"])
def test_another_moment_moves_no_day(printed: str) -> None:
    data = '<meta property="article:published_time" content="2023-12-13T02:12:54Z">'
    assert day(f"<p>{printed}</p>", head=data) == "2023-12-13T02:12:54+00:00"


@pytest.mark.parametrize("printed", ["11/17/2023 05:40 PM", "2023-11-17T17:40:00+08:00"])
def test_a_page_that_says_nothing_but_when_it_was_updated_has_that_day_and_no_moment(printed: str) -> None:
    found = report(f"<div class=updatetime>{printed}</div>")["date_published"]
    assert (found["value"], found["where"]) == ("2023-11-17", "printed as a change")


def test_a_form_around_a_whole_page_hides_nothing() -> None:
    page = f"<form><h1>{TITLE}</h1><div class=date>New Town, May 16, 2013</div>{TEXT}</form>"
    assert day(heading=page) == "2013-05-16"


@pytest.mark.parametrize(
    ("begun", "found"),
    [("Feb. 23, 2015 -- The ferry is back.", "2015-02-23"), ("NEW TOWN, 23 February 2015 (CNA) — The ferry is back.", "2015-02-23")],
)  # fmt: skip
def test_the_day_may_begin_the_running_text(begun: str, found: str) -> None:
    assert day(f"<p>{begun} {'It had been away for years. ' * 9}</p>") == found


def test_a_printed_day_goes_before_the_issue_that_an_address_names() -> None:
    address = "https://example.org/2013/07/19/ferry"
    assert day("<div>Jul. 18, 2013</div>", address=address) == "2013-07-18"
    assert day("<div>Jul. 8, 2013</div>", address=address) == "2013-07-19"


def test_elements_that_name_many_days_name_other_articles() -> None:
    many = "".join(
        f'<meta itemprop=datePublished content="2012-06-{number}T01:20:48Z">' for number in (11, 14, 16)
    )
    assert day("<p>Published June 06, 2013</p>", after=many) == "2013-06-06"


def test_what_scripts_say_in_comments_is_no_date() -> None:
    assert (
        day("<div><script><!-- //2010-03-16: a note --></script></div><p>Article Date: 07 Jun 2013</p>")
        == "2013-06-07"
    )


def test_a_part_of_the_headlines_box_is_no_footer() -> None:
    assert day("<div class=headline__footer><p>May 16, 2013</p></div>") == "2013-05-16"


def test_a_label_behind_the_headline_is_left_off_where_two_places_do() -> None:
    head = f'<meta property="og:title" content="{TITLE}">'
    assert report(head=head, heading=f"<h1>{TITLE} <span>Mobile</span></h1>")["headline"]["value"] == TITLE


def test_a_headline_in_two_headings_is_read_whole() -> None:
    found = report(
        head='<meta property="og:title" content="The river ferry of Example: back again">',
        heading="<h2>The river ferry of Example:</h2><h2>back again</h2>",
    )
    assert found["headline"]["value"] == "The river ferry of Example: back again"


def test_a_stray_nul_is_looked_over_in_a_report_and_said() -> None:
    page = f"<html><title>{TITLE}</title><h1>{TITLE}\x00</h1>{TEXT * 4}</html>".encode()
    found = page_report(page)
    assert found["headline"]["value"] == TITLE
    assert found["problems"][0] == "characters: holds NUL, a capture would refuse it"
    with pytest.raises(FetchError):
        page_report(page + b"\x00" * 50)


def test_a_page_in_utf_16_is_read_for_a_look_and_said_to_be_refused() -> None:
    found = page_report(f"<html><title>Zażółć</title><h1>Zażółć</h1>{TEXT}</html>".encode("utf-16"))
    assert found["headline"]["value"] == "Zażółć"
    assert found["problems"][0] == "encoding: UTF-16, a capture would refuse it"
