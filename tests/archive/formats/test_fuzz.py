"""No reader ever raises, whatever it is given, and none gives out what the database can't hold."""

from __future__ import annotations

import contextlib
import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.ingestion.formats.items import BadRow, Item
from archive.ingestion.formats.table import FORMATS, UnknownFormatError, detect
from tests.archive.formats.reading import read
from tests.archive.formats.test_csv_rows import _HEAD, _ROW
from tests.archive.formats.test_newsml_g2 import _RIGHTS, _item
from tests.archive.formats.test_sitemaps import _NEWS
from tests.archive.formats.test_warc import _HTML, _PAGE, _warc

_SEEDS: dict[str, bytes] = {
    "jsonl": b'{"url": "https://a.example/", "headline": "h", "author": [{"name": "x"}], "image": {"url": "https://a.example/i"}, "pubStatus": "usable", "identifier": {"a": "b"}}\n',
    "csv": (_HEAD + _ROW.format(1)).encode(),
    "addresses": b"https://a.example/\n",
    "feed": b"<rss><channel><copyright>c</copyright><item><link>https://a.example/</link><title>t</title><pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate></item></channel></rss>",
    "sitemap": _NEWS.encode(),
    "ninjs": b'[{"uri": "urn:x:1", "headlines": [{"value": "h"}], "bodies": [{"value": "<p>x</p>"}], "associations": {"a": {"type": "picture"}}, "rightsinfo": {"encodedrights": "x"}}]',
    "newsml-g2": _item(rights=_RIGHTS).encode(),
    "warc": _warc(("https://news.example/a", _HTML, _PAGE)),
    "html": _PAGE,
}
_OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _check(name: str, data: bytes) -> None:
    for row in read(name, data):
        assert isinstance(row, Item | BadRow)
        if isinstance(row, BadRow):
            row.reason.encode()
            assert len(row.reason) < 200
            continue
        texts = [row.address, row.headline, row.section, row.language, row.body, row.version, *row.authors]
        texts += [
            *row.identifiers,
            *row.identifiers.values(),
            *(i.address + i.credit_text for i in row.images),
        ]
        texts += [row.rights.copyright_notice, row.rights.usage_terms, row.rights.rights_expression]
        for text in texts:
            text.encode()
            assert "\x00" not in text


@pytest.mark.parametrize("name", sorted(FORMATS))
@_OFTEN
@given(data=st.binary(max_size=300))
def test_no_reader_raises_for_bytes(name: str, data: bytes) -> None:
    _check(name, data)


@pytest.mark.parametrize("name", sorted(FORMATS))
@_OFTEN
@given(data=st.data())
def test_no_reader_raises_for_a_file_with_a_few_bytes_changed(name: str, data: st.DataObject) -> None:
    seed = bytearray(_SEEDS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(seed)))
        piece = data.draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from([b"<", b'"', b"&#0;", b"\\ud800", b"null", b"[", b"{", b"\n", b"\x00"]),
            )
        )
        seed[place : place + data.draw(st.integers(0, 6))] = piece
    _check(name, gzip.compress(bytes(seed), 1) if data.draw(st.booleans()) else bytes(seed))


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
_NAMES = st.sampled_from(
    [
        "url",
        "headline",
        "author",
        "section",
        "inLanguage",
        "datePublished",
        "body",
        "wordCount",
        "image",
        "identifier",
        "usageTerms",
        "pubStatus",
        "embargoed",
        "uri",
        "type",
        "headlines",
        "bodies",
        "body_html",
        "associations",
        "renditions",
        "rightsinfo",
        "altids",
        "people",
        "version",
        "by",
    ]
)


@pytest.mark.parametrize("name", ["jsonl", "ninjs"])
@settings(max_examples=400, deadline=None)
@given(row=st.dictionaries(_NAMES, _JSON, max_size=8))
def test_no_reader_raises_for_values_of_any_type(name: str, row: dict[str, object]) -> None:
    _check(name, json.dumps({"url": "https://a.example/", "uri": "urn:x:1", "headline": "h"} | row).encode())


@_OFTEN
@given(head=st.binary(max_size=100), name=st.text(max_size=10))
def test_detection_names_a_format_or_says_that_it_cannot(head: bytes, name: str) -> None:
    with contextlib.suppress(UnknownFormatError):
        assert detect(head, name) in FORMATS
