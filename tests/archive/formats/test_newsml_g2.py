from __future__ import annotations

import pytest

from archive.ingestion.formats.items import BadRow, Item
from tests.archive.formats.reading import bad, only, read

_ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" xml:lang="en">
<catalogRef href="http://127.0.0.1/catalog.xml"/>
{rights}
<itemMeta><itemClass qcode="{kind}"/><provider literal="agency"/><versionCreated>2024-05-01T09:00:00Z</versionCreated>
<firstCreated>2024-05-01T08:00:00Z</firstCreated>{meta}</itemMeta>
<contentMeta><headline>A bridge <b>opens</b></headline><creditline>Agency/EPA</creditline><by>Ann Bee</by><language tag="en-GB"/>
<description>sekret</description></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
_XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><h1>Lead</h1><p>One two,
three.</p><figure><figcaption>caption</figcaption></figure><p>Four.</p></body></html></inlineXML>"""
_GUID = "urn:newsml:agency.example:20240501:1"


def _item(
    *, guid: str = _GUID, kind: str = "ninat:text", rights: str = "", meta: str = "", content: str = _XHTML
) -> str:
    return _ITEM.format(guid=guid, kind=kind, rights=rights, meta=meta, content=content)


def test_items_that_hold_no_article_are_skipped_with_a_reason() -> None:
    assert "package" in bad("newsml-g2", '<packageItem guid="urn:x:1"/>').reason
    assert "picture" in bad("newsml-g2", _item(kind="ninat:picture")).reason
    assert bad("newsml-g2", "<newsMessage/>").line == 1


@pytest.mark.parametrize("guid", ["", "not a uri", "ftp://agency.example/a"])
def test_an_item_that_names_nothing_is_refused(guid: str) -> None:
    assert bad("newsml-g2", _item(guid=guid)).field == "address"


def test_a_message_is_read_item_by_item_and_a_bad_one_is_reported_with_its_line() -> None:
    message = f"<newsMessage>\n<itemSet>\n{_item()}\n<conceptItem guid='x'/>\n{_item(guid='tag:agency.example,2024:2')}</itemSet></newsMessage>"
    found = read("newsml-g2", message)
    assert [type(row) for row in found] == [Item, BadRow, Item]
    assert found[0].line == 3


def test_facts_and_text_are_read_and_captions_and_descriptions_are_not() -> None:
    item = only("newsml-g2", _item())
    assert item.headline == "A bridge opens"
    assert item.address == _GUID
    assert item.body == "Lead\nOne two, three.\nFour."
    assert (item.authors, item.language, item.version) == (("Ann Bee",), "en-GB", "3")
    assert item.rights.credit_line == "Agency/EPA"
    assert "sekret" not in repr(item)


def test_nitf_is_read_from_its_content_only() -> None:
    nitf = "<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><head><title>T</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><block><p>One.</p><p>Two.</p></block></body.content></body></nitf></inlineXML>"
    assert only("newsml-g2", _item(content=nitf)).body == "One.\nTwo."


def test_text_that_is_served_on_the_web_gives_the_address() -> None:
    content = '<remoteContent href="https://agency.example/a.html" contenttype="text/html"/><remoteContent href="https://agency.example/i.jpg" contenttype="image/jpeg"/>'
    item = only("newsml-g2", _item(content=content))
    assert item.address == "https://agency.example/a.html"
    assert [image.address for image in item.images] == ["https://agency.example/i.jpg"]


_RIGHTS = """<rightsInfo><copyrightHolder uri="https://agency.example"><name>Agency</name></copyrightHolder>
<copyrightNotice>© Agency 2024</copyrightNotice><usageTerms>Subscribers only.</usageTerms>
<rightsExpressionXML langid="http://www.w3.org/ns/odrl/2/"><o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" uid="urn:p:1" type="o:Set"/></rightsExpressionXML>
<dataMining uri="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"/></rightsInfo>"""


def test_rights_statements_are_read_as_said() -> None:
    rights = only("newsml-g2", _item(rights=_RIGHTS)).rights
    assert rights.copyright_holder == "Agency"
    assert rights.copyright_notice == "© Agency 2024"
    assert rights.usage_terms == "Subscribers only."
    assert 'uid="urn:p:1"' in rights.rights_expression
    assert rights.data_mining.endswith("DMI-PROHIBITED")
    assert rights.pub_status == "usable"
    assert rights.unread == ()


def test_two_blocks_that_contradict_each_other_are_named_and_all_their_terms_kept() -> None:
    second = "<rightsInfo><copyrightNotice>© Other</copyrightNotice><usageTerms>No archive.</usageTerms></rightsInfo>"
    rights = only("newsml-g2", _item(rights=_RIGHTS + second)).rights
    assert rights.usage_terms == "Subscribers only. No archive."
    assert "copyright_notice" in rights.unread


@pytest.mark.parametrize(
    ("meta", "status", "unread"),
    [
        ('<pubStatus qcode="stat:canceled"/>', "canceled", ()),
        ('<pubStatus qcode="stat:withheld"/>', "withheld", ()),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/usable"/>', "usable", ()),
        ('<pubStatus qcode="stat:odd"/>', "withheld", ("pub_status",)),
        ("<pubStatus/>", "withheld", ("pub_status",)),
        ("<embargoed/>", "usable", ("embargo",)),
        ("<embargoed>2024-06</embargoed>", "usable", ("embargo",)),
    ],
)
def test_status_and_embargo_are_never_read_as_better_than_they_are(
    meta: str, status: str, unread: tuple[str, ...]
) -> None:
    rights = only("newsml-g2", _item(meta=meta)).rights
    assert (rights.pub_status, rights.unread) == (status, unread)


def test_an_embargo_is_an_instant() -> None:
    assert (
        only("newsml-g2", _item(meta="<embargoed>2024-06-01T00:00:00Z</embargoed>")).rights.embargoed_until
        is not None
    )


def test_a_package_that_is_withdrawn_counts_as_a_withdrawal() -> None:
    withdrawn = (
        '<packageItem guid="urn:x:1"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta></packageItem>'
    )
    assert only("newsml-g2", withdrawn).rights.pub_status == "canceled"
