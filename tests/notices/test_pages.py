"""Notices are found where they stand on a page, and not in what the page tells."""

from __future__ import annotations

from licensing.notices.lines import answer
from licensing.notices.pages import is_page, notices_of_page, notices_of_robots

PAGE = """<!doctype html><html><head><title>All rights reserved, a novel</title>
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "copyrightNotice": "© 2024 Example Ltd."}]}</script></head>
<body class="copyright"><main><article><p>You may not copy this without permission, the court told the company.</p>
<p>Copying is prohibited without permission.</p></article></main>
<div id="cookie-notice">We use cookies on this site.</div>
<footer><p>Contact us</p><p>No reproduction without the permission of Example Ltd.</p></footer></body></html>"""


def test_the_footer_and_linked_data_are_read_and_the_article_is_not() -> None:
    found = {(one.place, one.text) for one in notices_of_page(PAGE)}
    assert found == {
        ("json-ld", "© 2024 Example Ltd."),
        ("footer", "No reproduction without the permission of Example Ltd."),
    }


def test_a_page_is_told_from_a_notice_with_markup() -> None:
    assert is_page(PAGE)
    assert not is_page("<p>© 2024</p>")
    assert '"republish": "consent"' in next(answer(PAGE))


def test_a_notice_in_the_comments_of_robots_txt_is_found() -> None:
    robots = "# hello\nUser-agent: *\nDisallow:\n\n# Crawling and scraping are prohibited\n# without permission of Example Ltd.\n"
    assert [one.text.split("\n")[0] for one in notices_of_robots(robots)] == [
        "Crawling and scraping are prohibited"
    ]


def test_broken_pages_are_survived() -> None:
    for markup in (
        "<html>" + "<div>" * 20_000,
        "<html><footer><p>©",
        '<html><script type="application/ld+json">{',
        "<html>" + "</p>" * 9_000,
    ):
        assert isinstance(notices_of_page(markup), tuple)
