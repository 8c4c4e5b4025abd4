"""What a page keeps out of snippets is in no excerpt, and that it did so is on record."""

from __future__ import annotations

import pytest

from archive.ingestion.extract import Extracted, extract

SENTENCES = [
    f"The bridge over river number{n} was opened by the mayor on day{n} of the year." for n in range(12)
]


def read(first: str, *, around: str = "{}") -> Extracted:
    rest = "".join(f"<p>{one}</p>" for one in SENTENCES)
    inside = around.format(f"{first}{rest}")
    page = (
        "<!doctype html><html lang=en><head><title>A bridge opens</title></head><body><article>"
        f"<h1>A bridge opens</h1>{inside}</article></body></html>"
    )
    return extract(page.encode(), content_type="text/html; charset=utf-8", page_address="https://a.example/1")


@pytest.mark.parametrize(
    "first",
    [
        "<div data-nosnippet><p>kumquatfjord was told to the readers of this page alone by its author.</p></div>",
        "<section data-nosnippet=''><p>A long paragraph that names the kumquatfjord among its many words.</p></section>",
        "<p DATA-NOSNIPPET>A long paragraph that names the kumquatfjord among its many words.</p>",
        "<p data-nosnippet='false'>A long paragraph that names the kumquatfjord among its many words.</p>",
        "<p>The minister did <span data-nosnippet>kumquatfjord</span> sign the paper on that day in May.</p>",
        "<p>He did <b><i><span data-nosnippet>kumquatfjord</span></i></b> sign the paper that day in May.</p>",
        "<blockquote data-nosnippet>“The kumquatfjord,” he said, “is what we never had in this town.”</blockquote>",
        "<ul data-nosnippet><li>The kumquatfjord is one of the many things of which the list tells.</li></ul>",
        "<div data-nosnippet><p>One.</p><div><p>The kumquatfjord stands deep in many other elements.</p></div></div>",
    ],
)
def test_no_word_of_such_an_element_is_in_a_passage(first: str) -> None:
    found = read(first)
    assert "kumquatfjord" not in found.body
    assert found.body.startswith(SENTENCES[0])
    assert "data-nosnippet" in [meta.name for meta in found.metas]
    assert "kumquatfjord" not in str(found.metas)


def test_a_sentence_does_not_lose_some_of_its_words_alone() -> None:
    found = read("<p>The minister did <span data-nosnippet>not</span> sign the paper on that day in May.</p>")
    assert "minister did" not in found.body


@pytest.mark.parametrize(
    "around", ["<div data-nosnippet>{}</div>", "<main><section data-nosnippet>{}</section></main>"]
)
def test_a_text_that_is_kept_out_as_a_whole_has_no_snippet(around: str) -> None:
    found = read("", around=around)
    assert ("robots", "nosnippet") in [(meta.name, meta.content) for meta in found.metas]


def test_an_unclosed_element_keeps_out_what_follows() -> None:
    found = read(
        "<p>The first paragraph of the page is for everybody who comes by.</p><div data-nosnippet><p>kumquatfjord</p>"
    )
    assert "kumquatfjord" not in found.body


def test_a_page_without_such_elements_is_read_as_before() -> None:
    found = read("<p>The kumquatfjord is for everybody, and so this paragraph is in the passage too.</p>")
    assert "kumquatfjord" in found.body
    assert found.metas == ()
