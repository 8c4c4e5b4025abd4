"""XML of strangers: nothing is expanded, fetched or waited for."""

from __future__ import annotations

import time

import pytest

from licensing.webrights.safe_xml import UnsafeXmlError, local, namespace, parse_xml

LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10)) + "]><l>&k;</l>"  # fmt: skip
HOSTILE = {
    "laughs": LAUGHS,
    "quadratic": f"<!DOCTYPE l [<!ENTITY a '{'x' * 50_000}'>]><l>{'&a;' * 5_000}</l>",
    "external entity": '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>',
    "external subset": '<!DOCTYPE l SYSTEM "http://127.0.0.1:1/x.dtd"><l/>',
    "parameter entity": '<!DOCTYPE l [<!ENTITY % a SYSTEM "http://127.0.0.1:1/">%a;]><l/>',
    "a declaration alone": "<!DOCTYPE l><l/>",
    "unknown entity": "<l>&nbsp;</l>",
    "depth": "<a>" * 200 + "</a>" * 200,
    "great depth": "<a>" * 100_000 + "</a>" * 100_000,
    "width": "<a>" + "<b/>" * 50_000 + "</a>",
    "size": "<a>" + "x" * 1_000_001 + "</a>",
    "cut": "<a><b></b>",
    "two roots": "<a/><b/>",
    "nothing": "",
    "words": "hello",
    "unbound prefix": "<x:a/>",
    "broken characters": "<a>\x01</a>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_xml_is_refused_at_once(text: str) -> None:
    began = time.monotonic()
    with pytest.raises(UnsafeXmlError):
        parse_xml(text)
    with pytest.raises(UnsafeXmlError):
        parse_xml(text.encode())
    assert time.monotonic() - began < 5


def test_a_declared_encoding_counts_in_bytes_and_not_in_text() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-2"?><a xmlns="urn:n">ż</a>'
    assert parse_xml(text).text == "ż"
    assert parse_xml(text.encode("iso-8859-2")).text == "ż"
    root = parse_xml(text.replace("iso-8859-2", "utf-16").encode("utf-16"))
    assert (root.text, local(root), namespace(root)) == ("ż", "a", "urn:n")


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnsafeXmlError):
        parse_xml(b'<?xml version="1.0" encoding="x-nobody"?><a/>')
