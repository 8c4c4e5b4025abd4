from __future__ import annotations

import json
from typing import Any

import pytest

from archive.ingestion.formats.items import BadRow, Item, ItemImage
from tests.archive.formats.reading import bad, items, only, read

_TWO: dict[str, Any] = {
    "uri": "urn:newsml:agency.example:20240501:1",
    "type": "text",
    "version": "2",
    "firstcreated": "2024-05-01T08:00:00Z",
    "versioncreated": "2024-05-01T09:00:00Z",
    "language": "en",
    "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "A bridge opens"}],
    "by": "Ann Bee",
    "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>One two.</p><p>Three.</p>"}],
    "copyrightholder": "Agency",
    "copyrightnotice": "© Agency",
    "usageterms": "Subscribers only.",
    "altids": [{"role": "internal", "value": "A1"}],
    "associations": [
        {
            "name": "main",
            "type": "picture",
            "copyrightnotice": "Agency/EPA",
            "headline": "caption sekret",
            "renditions": [{"name": "web", "href": "https://img.agency.example/1.jpg"}],
        }
    ],
}
_THREE: dict[str, Any] = {
    "uri": "https://agency.example/a",
    "standard": {
        "name": "ninjs",
        "version": "3.0",
        "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.0.json",
    },
    "type": "text",
    "versionCreated": "2024-05-01T09:00:00Z",
    "headlines": [{"contentType": "text/plain", "value": "A bridge opens"}],
    "bodies": [{"contentType": "text/plain", "wordCount": 3, "value": "One two three."}],
    "pubStatus": "usable",
    "rightsInfo": {"langId": "http://www.w3.org/ns/odrl/2/", "encodedRights": '{"@type": "Set"}'},
}
_ONE: dict[str, Any] = {
    "uri": "tag:agency.example,2024:1",
    "headline": "A bridge opens",
    "body_xhtml": "<div>One<br/>two</div>",
    "byline": "Ann Bee",
    "associations": {
        "main": {
            "type": "picture",
            "byline": "Photo: PAP",
            "renditions": {"o": {"href": "https://i.example/1.jpg"}},
        }
    },
}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "picture"}, "type"),
        ({"headlines": []}, "headline"),
        ({"headlines": [{"value": ["x"]}]}, "value"),
        ({"uri": ""}, "address"),
        ({"uri": "no uri"}, "address"),
        ({"uri": 5}, "address"),
        ({"copyrightnotice": {"a": 1}}, "copyrightnotice"),
        ({"bodies": [{"value": "half \ud800"}]}, "body"),
        ({"bodies": [{"value": "<" * 5000, "contenttype": "text/html"}]}, "body"),
    ],
)
def test_an_item_that_is_no_article_is_refused(change: dict[str, Any], field: str) -> None:
    assert bad("ninjs", json.dumps(_TWO | change)).field == field


@pytest.mark.parametrize(
    "data", ["", "   ", "{", "[", "7", '"x"', "[{]", "[[]]", "{}{}", '{"uri": NaN}', "\ufeff"]
)
def test_a_hopeless_document_is_bad_rows_only(data: str) -> None:
    found = read("ninjs", data)
    assert all(isinstance(row, BadRow) for row in found)
    assert found


def test_a_document_over_the_limit_is_refused() -> None:
    bad("ninjs", "[\n" + " " * 200_000 + "]")


def test_version_2_is_read() -> None:
    item = only("ninjs", json.dumps(_TWO, indent=1))
    assert item.headline == "A bridge opens"
    assert item.body.split() == ["One", "two.", "Three."]
    assert item.address == _TWO["uri"]
    assert item.version == "2"
    assert item.identifiers == {"uri": _TWO["uri"], "internal": "A1"}
    assert item.images == (ItemImage("https://img.agency.example/1.jpg", "Agency/EPA", 0),)
    assert item.rights.copyright_holder == "Agency"
    assert item.rights.usage_terms == "Subscribers only."
    assert "sekret" not in repr(item)


def test_version_3_is_read() -> None:
    item = only("ninjs", json.dumps(_THREE))
    assert item.address == "https://agency.example/a"
    assert item.body == "One two three."
    assert item.rights.rights_expression == '{"@type": "Set"}'


def test_version_1_is_read() -> None:
    item = only("ninjs", json.dumps(_ONE))
    assert item.body == "One\ntwo"
    assert item.authors == ("Ann Bee",)
    assert item.images == (ItemImage("https://i.example/1.jpg", "Photo: PAP", 0),)


def test_an_array_and_lines_are_read_and_a_bad_one_among_them_is_reported() -> None:
    lines = f"{json.dumps(_TWO)}\n{{broken\n{json.dumps(_THREE)}\n"
    array = json.dumps([_TWO, 7, _THREE])
    for data in (lines, array):
        found = read("ninjs", data)
        assert [type(row) for row in found] == [Item, BadRow, Item]
        assert [row.line for row in found] == [1, 2, 3]


def test_lines_whose_first_is_broken_are_still_lines() -> None:
    found = read("ninjs", f'{{"uri": NaN}}\n{json.dumps(_TWO)}\n')
    assert [type(row) for row in found] == [BadRow, Item]


@pytest.mark.parametrize(
    ("written", "read_as"), [("canceled", "canceled"), ("stat:withheld", "withheld"), ("odd", "withheld")]
)
def test_a_withdrawal_needs_no_text_and_an_unknown_status_withholds(written: str, read_as: str) -> None:
    item = only("ninjs", json.dumps({"uri": _TWO["uri"], "type": "picture", "pubstatus": written}))
    assert item.rights.pub_status == read_as
    assert item.address == _TWO["uri"]


def test_an_embargo_is_an_instant_or_is_named_as_unread() -> None:
    assert (
        items("ninjs", json.dumps(_TWO | {"embargoed": "2024-06-01T00:00:00Z"}))[0].rights.embargoed_until
        is not None
    )
    assert items("ninjs", json.dumps(_TWO | {"embargoed": "later"}))[0].rights.unread == ("embargo",)
    assert items("ninjs", json.dumps(_TWO | {"rightsinfo": {"langid": "x"}}))[0].rights.unread == (
        "rights_expression",
    )
