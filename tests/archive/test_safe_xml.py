from __future__ import annotations

import pytest

from archive.ingestion.safe_xml import UnreadableXmlError, XmlFailure, XmlLimits, read_xml

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>"""
BAD = {
    "entities that multiply": (LAUGHS, XmlFailure.DOCTYPE),
    "an entity that names a file": (
        b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>',
        XmlFailure.DOCTYPE,
    ),
    "an external DTD": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>', XmlFailure.DOCTYPE),
    "a parameter entity": (
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]><a/>',
        XmlFailure.DOCTYPE,
    ),
    "a harmless DTD": (b"<!DOCTYPE a><a/>", XmlFailure.DOCTYPE),
    "a DTD in UTF-16": ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16"), XmlFailure.DOCTYPE),
    "an entity that nobody declared": (b"<a>&nbsp;</a>", XmlFailure.MALFORMED),
    "nothing": (b"", XmlFailure.MALFORMED),
    "bytes that are no text": (b"<a>\xff\xfe\x00</a>", XmlFailure.MALFORMED),
    "an encoding that nobody knows": (b'<?xml version="1.0" encoding="ebcdic-x"?><a/>', XmlFailure.MALFORMED),
    "an encoding that hides marks": (b'<?xml version="1.0" encoding="utf-7"?><a/>', XmlFailure.MALFORMED),
    "two roots": (b"<a/><b/>", XmlFailure.MALFORMED),
    "no end": (b"<a><b>", XmlFailure.MALFORMED),
    "great depth": (b"<a>" * 50_000, XmlFailure.TOO_DEEP),
    "many elements": (b"<a>" + b"<b/>" * 300_001 + b"</a>", XmlFailure.TOO_MANY),
    "many attributes": (
        b"<a " + b" ".join(b'x%d="1"' % number for number in range(101)) + b"/>",
        XmlFailure.TOO_MANY,
    ),
    "many bytes": (b"<a>" + b" " * (8 * 1024 * 1024) + b"</a>", XmlFailure.TOO_LARGE),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_document_that_is_made_to_hurt_is_refused_by_its_code(kind: str) -> None:
    document, code = BAD[kind]
    with pytest.raises(UnreadableXmlError) as refused:
        read_xml(document)
    assert (refused.value.code, str(refused.value)) == (code, code.value)


def test_a_document_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(UnreadableXmlError) as refused:
        read_xml(b"<a>" + b"<b/>" * 100_000 + b"</a>", limits=XmlLimits(seconds=0))
    assert refused.value.code == XmlFailure.TOO_SLOW


def test_an_including_instruction_includes_nothing() -> None:
    root = read_xml(
        b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>'
    )
    assert "".join(root.itertext()) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-2", "windows-1250"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><a b="ż">gęś</a>'.encode(encoding)
    root = read_xml(document)
    assert (root.text, root.get("b")) == ("gęś", "ż")


def test_text_is_read_as_text_whatever_it_declares() -> None:
    root = read_xml('<?xml version="1.0" encoding="iso-8859-2"?><a xmlns="urn:x">gęś</a>')
    assert (root.tag, root.text) == ("{urn:x}a", "gęś")
