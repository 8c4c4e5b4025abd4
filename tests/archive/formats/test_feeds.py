from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.ingestion.formats.items import ItemImage, ItemKind, Limits
from tests.archive.formats.reading import bad, items, only

_RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:cc="http://backend.userland.com/creativeCommonsRssModule">
<channel><title>Example</title><link>https://news.example/</link><language>pl</language>{channel}
{items}{after}</channel></rss>"""


def _rss(items_: str, channel: str = "", after: str = "") -> str:
    return _RSS.format(items=items_, channel=channel, after=after)


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>No link</title></item>",
        "<item><link>javascript:alert(1)</link></item>",
        "<item><guid isPermaLink='false'>abc</guid></item>",
        "<item><link>https://news.example/a</link><title>" + "x" * 301 + "</title></item>",
    ],
)
def test_an_item_without_an_address_or_with_a_headline_that_is_none_is_refused(item: str) -> None:
    assert bad("feed", _rss(item)).line == 4


def test_a_summary_is_expression_and_is_not_read() -> None:
    item = only(
        "feed",
        _rss(
            "<item><link>https://news.example/a</link><title>T</title><description>sekret</description></item>"
        ),
    )
    assert item.kind is ItemKind.PAGE
    assert "sekret" not in repr(item)
    assert item.body == ""


def test_rss_facts_are_read() -> None:
    item = only(
        "feed",
        _rss(
            "<item><title>A &amp;amp; B</title><link>/a#x</link><guid isPermaLink='false'>n-1</guid>"
            "<pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate><dc:creator>Ann Bee</dc:creator>"
            "<author>cy@news.example (Cy Dee)</author>"
            "<content:encoded><![CDATA[<p>One <b>two</b>.</p><script>x()</script><p>Three&nbsp;four.</p>]]></content:encoded>"
            "<media:content url='https://news.example/i.jpg' medium='image'><media:credit>PAP</media:credit></media:content>"
            "</item>"
        ),
    )
    assert item.headline == "A & B"
    assert item.address == "https://news.example/a"
    assert item.kind is ItemKind.ARTICLE
    assert item.date_published == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert item.authors == ("Ann Bee", "Cy Dee")
    assert item.body.split() == ["One", "two.", "Three", "four."]
    assert item.language == "pl"
    assert item.identifiers == {"guid": "n-1"}
    assert item.images == (ItemImage("https://news.example/i.jpg", "PAP", 0),)


_ITEM = "<item><link>https://news.example/a</link><title>T</title>{}</item>"


def test_rights_of_the_channel_hold_for_items_without_their_own_even_when_they_come_last() -> None:
    for place in ("channel", "after"):
        found = items(
            "feed",
            _rss(
                _ITEM.format("") + _ITEM.format("<dc:rights>© Agency</dc:rights>"),
                **{place: "<copyright>© Example. All rights reserved.</copyright>"},
            ),
        )
        assert [item.rights.copyright_notice for item in found] == [
            "© Example. All rights reserved.",
            "© Agency",
        ]


def test_a_notice_that_is_too_long_to_be_a_line_is_named_as_unread() -> None:
    item = only("feed", _rss(_ITEM.format("<dc:rights>" + "x" * 400 + "</dc:rights>")))
    assert item.rights.copyright_notice == ""
    assert item.rights.unread == ("copyright_notice",)


def test_a_licence_is_read_from_creative_commons_and_from_an_atom_link() -> None:
    by = "https://creativecommons.org/licenses/by-nc/4.0/"
    assert only("feed", _rss(_ITEM.format(f"<cc:license>{by}</cc:license>"))).rights.usage_terms == by
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='https://news.example/a'/>"
        f"<link rel='license' href='{by}'/></entry></feed>"
    )
    assert only("feed", atom).rights.usage_terms == by


def test_atom_is_read_with_its_base_and_the_rights_of_the_feed_it_was_copied_from() -> None:
    item = only(
        "feed",
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example/x/">
        <rights>© Aggregator</rights>
        <entry><id>tag:news.example,2024:1</id><title type="html">A &lt;b>bold&lt;/b> claim</title>
        <link rel="self" href="https://news.example/self"/><link href="../a"/>
        <published>2024-05-01T10:00:00Z</published><updated>2024-05-02T10:00:00Z</updated>
        <author><name>Ann Bee</name><email>ann@news.example</email></author>
        <source><rights>© Agency</rights></source>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>""",
    )
    assert item.headline == "A bold claim"
    assert item.address == "https://news.example/a"
    assert item.date_modified == datetime(2024, 5, 2, 10, tzinfo=UTC)
    assert item.authors == ("Ann Bee",)
    assert item.rights.copyright_notice == "© Agency"
    assert item.body.split() == ["One.", "Two."]
    assert item.identifiers == {"guid": "tag:news.example,2024:1"}


def test_rss_1_0_is_read() -> None:
    item = only(
        "feed",
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>E</title>
        <dc:rights>© Example</dc:rights></channel>
        <item rdf:about="https://news.example/a"><title>T</title><dc:date>2024-05-01T10:00:00Z</dc:date></item></rdf:RDF>""",
    )
    assert item.address == "https://news.example/a"
    assert item.date_published == datetime(2024, 5, 1, 10, tzinfo=UTC)


RSL_ITEM = "<item><link>https://news.example/a</link><title>T</title>{}<content:encoded>One two.</content:encoded></item>"
RSL = "<c:content xmlns:c='https://rslstandard.org/rsl' url='{}'><c:license><c:prohibits>ai-all</c:prohibits></c:license></c:content>"


def test_rsl_of_an_item_is_handed_on_whole_and_is_of_no_other_item() -> None:
    one, two = items(
        "feed",
        _rss(
            RSL_ITEM.format(RSL.format("https://news.example/a")) + RSL_ITEM.format("").replace("/a<", "/b<")
        ),
    )
    assert "ai-all" in one.rights.rights_expression
    assert one.rights.rights_expression.startswith("<ns0:rsl")
    assert one.rights.usage_terms == ""
    assert two.rights.rights_expression == ""


@pytest.mark.parametrize("place", ["channel", "after"])
def test_rsl_of_the_channel_is_of_each_item_that_has_none_of_its_own(place: str) -> None:
    own = RSL.format("https://news.example/own")
    both = _rss(
        RSL_ITEM.format("") + RSL_ITEM.format(own).replace("/a<", "/b<"),
        **{place: f"<r:rsl xmlns:r='https://rslstandard.org/rsl'>{RSL.format('/')}</r:rsl>"},
    )
    one, two = items("feed", both)
    assert 'url="/"' in one.rights.rights_expression
    assert "own" in two.rights.rights_expression
    assert 'url="/"' not in two.rights.rights_expression


def test_rsl_that_is_too_long_is_a_statement_that_was_not_read() -> None:
    item = only("feed", _rss(RSL_ITEM.format(RSL.format("x" * 100_001))), Limits())
    assert item.rights.rights_expression == ""
    assert "rights_expression" in item.rights.unread
