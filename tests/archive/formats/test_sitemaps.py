from __future__ import annotations

import gzip

from archive.ingestion.formats.items import BadRow, ItemKind, Limits
from tests.archive.formats.reading import bad, items, only, read

_NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://news.example/i.jpg</image:loc></image:image><loc> https://news.example/a </loc>
<lastmod>2024-05-01</lastmod><news:news><news:publication><news:name>Example</news:name><news:language>pl</news:language>
</news:publication><news:publication_date>2024-05-01T10:00:00+02:00</news:publication_date><news:title>Tytuł</news:title></news:news></url>
</urlset>"""


def test_an_entry_without_an_address_is_refused_and_the_next_is_read() -> None:
    found = read(
        "sitemap",
        "<urlset><url><lastmod>2024-05-01</lastmod></url><url><loc>https://a.example/</loc></url></urlset>",
    )
    assert isinstance(found[0], BadRow)
    assert found[0].field == "address"
    assert not isinstance(found[1], BadRow)


def test_a_sitemap_of_more_entries_than_the_protocol_allows_is_cut() -> None:
    entries = "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(50_010))
    found = read("sitemap", f"<urlset>{entries}</urlset>", Limits())
    assert len(found) == 50_001
    assert isinstance(found[-1], BadRow)


def test_something_else_is_one_bad_row() -> None:
    assert "sitemap" in bad("sitemap", "<rss><channel/></rss>").reason


def test_a_page_of_a_news_sitemap_is_captured_and_its_facts_are_at_hand() -> None:
    item = only("sitemap", _NEWS)
    assert (item.kind, item.address) == (ItemKind.PAGE, "https://news.example/a")
    assert (item.headline, item.language) == ("Tytuł", "pl")
    assert item.date_published is not None
    assert item.date_modified is None


def test_an_index_gives_listings_packed_or_not() -> None:
    index = "<sitemapindex><sitemap><loc>https://news.example/s1.xml.gz</loc></sitemap></sitemapindex>"
    for data in (index.encode(), gzip.compress(index.encode())):
        (item,) = items("sitemap", data)
        assert (item.kind, item.address) == (ItemKind.LISTING, "https://news.example/s1.xml.gz")
        assert not item.fetch
