"""What images say of their rights, and images that were made to hurt whoever asks them."""

from __future__ import annotations

import io
import os
import time
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from archive.ingestion import media_process
from archive.ingestion.media_process import Embedded, read_embedded
from archive.ingestion.xmp import CUT, xmp_properties
from archive.models import Capture, Source
from archive.rights_gate import SIGNAL_CUT, EmbeddedRights
from config.demo.page import FoundingPage
from config.demo.server import Answer
from tests.archive.photos import photo, signed, with_iim, with_segment, xmp
from tests.archive.test_site_files import captured
from tests.pages.gates import Permits
from tests.pages.hostile import site as routes
from tests.pages.raw_server import OK, RawServer
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import Settings

    from config.demo.server import PageServer
    from tests.pages.sites import Choose

DMI = "http://ns.useplus.org/ldf/vocab/DMI-"
RIGHTS = '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© PAP</rdf:li></rdf:Alt></dc:rights>'
PLANTED = "kumquatfjord"


def read(content: bytes, media_type: str = "image/jpeg") -> Embedded:
    return read_embedded(content, media_type=media_type)


def test_the_rights_of_a_packet_are_read_and_nothing_else() -> None:
    packet = xmp(
        RIGHTS
        + f"<dc:description>{PLANTED}</dc:description><dc:title>{PLANTED}</dc:title>"
        + '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorURL>https://pap.pl</plus:LicensorURL>'
        + "</rdf:li></rdf:Seq></plus:Licensor>"
        + '<xmpRights:WebStatement rdf:resource="https://pap.pl/terms"/><tdm:reservation>1</tdm:reservation>',
        attributes=f'plus:DataMining="{DMI}PROHIBITED" photoshop:Credit="PAP" photoshop:Headline="{PLANTED}"',
    )
    assert xmp_properties(packet) == (
        ("plus:DataMining", f"{DMI}PROHIBITED"),
        ("photoshop:Credit", "PAP"),
        ("dc:rights", "© PAP"),
        ("plus:Licensor/plus:LicensorURL", "https://pap.pl"),
        ("xmpRights:WebStatement", "https://pap.pl/terms"),
        ("tdm:reservation", "1"),
    )


def png(packet: bytes, *, packed: bool) -> bytes:
    info, held = PngInfo(), io.BytesIO()
    info.add_itxt("XML:com.adobe.xmp", packet.decode(), zip=packed)
    Image.new("RGB", (8, 8)).save(held, "PNG", pnginfo=info)
    return held.getvalue()


def behind_the_picture(packet: bytes) -> bytes:
    whole = png(packet, packed=True)
    start = whole.index(b"iTXt") - 4
    end = start + 12 + int.from_bytes(whole[start : start + 4], "big")
    last = whole.index(b"IEND") - 4
    return whole[:start] + whole[end:last] + whole[start:end] + whole[last:]


def extended(packet: bytes) -> bytes:
    guid = b"0" * 32
    half = len(packet) // 2
    pieces = [(0, packet[:half]), (half, packet[half:])]
    jpeg = with_segment(photo(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp("", 'xmpNote="1"'))
    for place, piece in reversed(pieces):
        head = (
            b"http://ns.adobe.com/xmp/extension/\0"
            + guid
            + len(packet).to_bytes(4, "big")
            + place.to_bytes(4, "big")
        )
        jpeg = with_segment(jpeg, 0xE1, head + piece)
    return jpeg


FILES = {
    "JPEG": photo(xmp=xmp(RIGHTS)),
    "JPEG whose packet goes on in other segments": extended(xmp(RIGHTS)),
    "PNG": png(xmp(RIGHTS), packed=False),
    "packed PNG": png(xmp(RIGHTS), packed=True),
    "PNG with its packet behind the picture": behind_the_picture(xmp(RIGHTS)),
    "WebP": photo("WEBP", xmp=xmp(RIGHTS)),
    "TIFF": photo("TIFF", tiffinfo={700: xmp(RIGHTS)}),
    "AVIF": photo("AVIF", xmp=xmp(RIGHTS)),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_packet_is_found_in_every_kind_of_file(kind: str) -> None:
    assert read(FILES[kind]) == Embedded((("dc:rights", "© PAP"),))


def test_older_metadata_is_read_too() -> None:
    exif = Image.Exif()
    exif[33432] = "(c) EPA"
    found = read(with_iim(photo(exif=exif), n116=b"\xa9 PAP", n110=b"PAP", n105=PLANTED.encode()))
    assert found == Embedded(
        (("iptc:Credit", "PAP"), ("iptc:CopyrightNotice", "© PAP"), ("exif:Copyright", "(c) EPA"))
    )


def test_a_picture_that_says_nothing_says_nothing() -> None:
    assert read(photo()) == Embedded()


@pytest.mark.parametrize("label", ["cawg.training-mining", "c2pa.training-mining"])
def test_an_assertion_about_training_is_read_from_a_signed_manifest(label: str) -> None:
    prefix = label.partition(".")[0]
    found = read(
        signed(
            {
                f"{prefix}.ai_training": {"use": "notAllowed"},
                f"{prefix}.data_mining": {"use": "constrained", "constraint_info": "ask us"},
            },
            label,
        )
    )
    assert found.failure == ""
    assert dict(found.properties) == {
        "c2pa:validation": "Valid",
        f"{label}/{prefix}.ai_training": "notAllowed",
        f"{label}/{prefix}.data_mining": "constrained",
        f"{label}/{prefix}.data_mining/constraint_info": "ask us",
    }


def test_a_picture_that_was_changed_after_it_was_signed_is_a_failure() -> None:
    content = signed({"cawg.ai_training": {"use": "notAllowed"}})
    place = content.rindex(b"\xff\xda") + 20
    changed = content[:place] + bytes((content[place] ^ 0x55,)) + content[place + 1 :]
    found = read(changed)
    assert found.failure == "c2pa-invalid"
    assert ("c2pa:validation", "Invalid") in found.properties


def test_a_manifest_whose_words_were_changed_is_a_failure() -> None:
    content = signed({"cawg.ai_training": {"use": "notAllowed"}})
    assert read(content.replace(b"notAllowed", b"allowed\0\0\0")).failure in {
        "c2pa-invalid",
        "c2pa-unreadable",
    }


def test_a_manifest_that_is_broken_is_a_failure() -> None:
    content = signed({"cawg.ai_training": {"use": "notAllowed"}})
    place = content.index(b"jumb")
    assert read(content[: place + 30] + b"\xff" * 200 + content[place + 230 :]).failure.startswith("c2pa-")


def test_a_manifest_that_lies_elsewhere_is_not_fetched() -> None:
    with RawServer(lambda: [OK + b"Content-Length: 0\r\n\r\n"]) as server:
        found = read(photo(xmp=xmp("", f'dcterms:provenance="{server.address}m.c2pa"')))
        assert server.asked == []
    assert found.failure == "c2pa-remote"


ENTITY = "<!DOCTYPE x [<!ENTITY a 'b'>]>"
HURTING: dict[str, tuple[bytes, str]] = {
    "no image": (b"just text", "image-unreadable"),
    "nothing": (b"", "image-unreadable"),
    "a picture that ends early": (photo()[:30], "image-unreadable"),
    "a packet with entities": (photo(xmp=xmp(RIGHTS, before=ENTITY)), "xmp-xml-doctype"),
    "a packet that doesn't end": (photo(xmp=xmp(RIGHTS)[:400]), "xmp-xml-malformed"),
    "a packet of great depth": (
        photo(xmp=xmp("<dc:rights>" * 200 + "</dc:rights>" * 200)),
        "xmp-xml-too-deep",
    ),
    "a packed packet without end": (
        png(xmp(RIGHTS + "<dc:rights>" + "x" * 6_000_000 + "</dc:rights>"), packed=True),
        "xmp-xml-too-large",
    ),
    "a script for a page": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image-unreadable"),
}


@pytest.mark.parametrize("kind", HURTING)
def test_a_file_that_cannot_be_read_is_a_failure(kind: str) -> None:
    content, failure = HURTING[kind]
    assert read(content).failure == failure


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims to be so large and is tiny."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"

    def chunk(kind: bytes, inside: bytes) -> bytes:
        return len(inside).to_bytes(4, "big") + kind + inside + zlib.crc32(kind + inside).to_bytes(4, "big")

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def test_a_decompression_bomb_is_never_unpacked() -> None:
    started = time.monotonic()
    assert read(png_of(60_000, 60_000)).failure in {"", "image-unreadable"}
    assert time.monotonic() - started < 5


def test_a_value_that_is_too_long_is_cut_and_says_so() -> None:
    found = read(photo(xmp=xmp(f"<dc:rights>{'x' * 5000}</dc:rights>")))
    assert found.properties == (("dc:rights", "x" * 2000 + SIGNAL_CUT),)
    assert CUT == SIGNAL_CUT


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("while True: pass", "media-too-slow"),
        ("import time; time.sleep(60)", "media-too-slow"),
        ("import os; os.abort()", "media-reader-failed"),
        ("import os; os.kill(os.getpid(), 11)", "media-reader-failed"),
        ("raise SystemExit(3)", "media-reader-failed"),
        ("print('{}')", "media-reader-failed"),
        ("print('no json')", "media-reader-failed"),
        ("", "media-reader-failed"),
        (
            "from archive.ingestion.media_reader import _confine\n_confine()\nx = bytearray(3 << 30)",
            "media-reader-failed",
        ),
        (
            "from archive.ingestion.media_reader import _confine\n_confine()\nprint('x' * (5 << 20))",
            "media-reader-failed",
        ),
    ],
)
def test_a_reader_that_hangs_crashes_or_grows_costs_its_limit_at_most(
    code: str, failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_process, "SECONDS", 1.5)
    monkeypatch.setattr(media_process, "_START", f"import sys\nsys.path.insert(0, sys.argv[1])\n{code}")
    started = time.monotonic()
    assert read(photo()) == Embedded(failure=failure)
    assert time.monotonic() - started < 6


def test_the_reader_gets_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", PLANTED)
    tell = (
        "import json, os\nprint(json.dumps({'properties': [['env', str(dict(os.environ))]], 'failure': ''}))"
    )
    monkeypatch.setattr(media_process, "_START", tell)
    assert PLANTED in os.environ["SECRET_KEY"]
    assert PLANTED not in read(photo()).properties[0][1]


@pytest.fixture
def looking(settings: Settings, source: Source) -> Source:
    settings.IMPRIMATUR_IMAGES_LOOKED_INTO = 2
    return source


def page_of(site: PageServer, *paths: str) -> Answer:
    figures = "".join(f'<figure><img src="{path}"></figure>' for path in paths)
    html = FoundingPage(photo=site.address(paths[0])).html()
    return Answer(html.replace(b"</article>", figures.encode() + b"</article>"))


def embedded() -> tuple[EmbeddedRights, ...]:
    return Permits.last[0].evidence.embedded


@pytest.mark.django_db
def test_the_first_images_of_an_article_are_looked_into_and_dropped(
    site: PageServer, looking: Source, gate: Choose
) -> None:
    gate(Permits)
    picture = photo(xmp=xmp(RIGHTS + f"<dc:description>{PLANTED}</dc:description>"))
    site.routes = routes(page=page_of(site, "/1.jpg", "/2.jpg", "/3.jpg")) | {
        "/1.jpg": Answer(picture, "image/jpeg")
    }
    captured(looking, site.address())
    first, second, third = embedded()
    assert (first.address, first.status, first.properties, first.failure) == (
        site.address("/1.jpg"), 200, (("dc:rights", "© PAP"),), "",
    )  # fmt: skip
    assert (second.status, second.failure) == (404, "http-status")
    assert (third.status, third.failure) == (None, "not-looked-into")
    assert "/3.jpg" not in site.asked
    assert PLANTED not in repr(Permits.last) + repr(list(Capture.objects.values()))


@pytest.mark.django_db
@pytest.mark.parametrize("off", ["source", "setting"])
def test_a_source_or_the_setting_switches_it_off(
    site: PageServer, looking: Source, gate: Choose, settings: Settings, off: str
) -> None:
    gate(Permits)
    if off == "source":
        Source.objects.update(looks_into_images=False)
    else:
        settings.IMPRIMATUR_IMAGES_LOOKED_INTO = 0
    site.routes = routes(page=page_of(site, "/1.jpg"))
    captured(looking, site.address())
    assert embedded() == ()
    assert "/1.jpg" not in site.asked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (Answer(b"x" * 13_000_000, "image/jpeg"), "too-large"),
        (Answer(status=302, headers=(("Location", "http://10.0.0.1/x.jpg"),)), "private-address"),
        (Answer(status=302, headers=(("Location", "/closed/x.jpg"),)), "robots-disallow"),
        (Answer(b"<html>", "text/html"), "image-unreadable"),
        (Answer(status=429), "busy"),
    ],
)
def test_an_image_that_cannot_be_had_is_a_failure_and_not_the_articles(
    site: PageServer, looking: Source, gate: Choose, answer: Answer, failure: str
) -> None:
    gate(Permits)
    robots = Answer(b"User-agent: *\nDisallow: /closed/\n", "text/plain")
    site.routes = routes(page=page_of(site, "/1.jpg"), robots=robots) | {"/1.jpg": answer}
    assert captured(looking, site.address(), NOW).state == "stored"
    assert embedded()[0].failure == failure
    assert "/closed/x.jpg" not in site.asked
