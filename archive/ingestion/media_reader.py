"""The short-lived process that reads an image: bytes on its input, rights properties as JSON on its output.

No pixel is decoded: only the parts that carry metadata are looked at. C2PA manifests are checked with c2pa-python,
which is told to fetch nothing; a manifest that lies elsewhere is a failure.
"""

from __future__ import annotations

import ctypes
import io
import json
import re
import resource
import sys
import zlib
from typing import TYPE_CHECKING, Any

from archive.ingestion.xmp import CUT, LONGEST_VALUE, UnreadableXmlError, xmp_properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIMITS = (
    (resource.RLIMIT_CPU, 6),  # seconds
    (resource.RLIMIT_AS, 1 << 30),  # bytes of address space
    (resource.RLIMIT_FSIZE, 1 << 20),  # bytes of output
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NOFILE, 64),
)
_NEW_USERS_AND_NO_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF")
_MOST_PACKETS = 5
_PACKET = re.compile(rb"<(?:x:xmpmeta|rdf:RDF)\b")
_PNG = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"XML:com.adobe.xmp\x00"
_LARGEST_PACKET = 4 * 1024 * 1024 + 1  # bytes; what is larger isn't read
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\x00"
_MAIN = b"http://ns.adobe.com/xap/1.0/\x00"
_IIM = {
    (2, 40): "iptc:SpecialInstructions",
    (2, 110): "iptc:Credit",
    (2, 115): "iptc:Source",
    (2, 116): "iptc:CopyrightNotice",
}
_EXIF_COPYRIGHT = 33432
_ASSERTIONS = ("cawg.training-mining", "c2pa.training-mining")
_NOTHING_FETCHED: dict[str, Any] = {
    "core": {"allowed_network_hosts": [], "allow_redirects": False},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_reading": True},
}


class _Found:
    """What was read so far, and the first thing that couldn't be."""

    def __init__(self) -> None:
        self.properties: dict[tuple[str, str], None] = {}
        self.failure = ""

    def add(self, name: str, value: str) -> None:
        kept = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + CUT
        self.properties[name, kept] = None

    def failed(self, code: str) -> None:
        self.failure = self.failure or code


def main(media_type: str) -> None:
    """Give up what isn't needed, read the input, and write what was found."""
    _confine()
    found = read_media(sys.stdin.buffer.read(), media_type)
    sys.stdout.write(json.dumps({"properties": list(found.properties), "failure": found.failure}))


def _confine() -> None:
    """Set the limits, and leave the network where the system lets us: nothing here has a use for it."""
    for kind, most in LIMITS:
        resource.setrlimit(kind, (most, most))
    ctypes.CDLL(None).unshare(_NEW_USERS_AND_NO_NETWORK)


def read_media(content: bytes, media_type: str) -> _Found:
    """Return the rights properties of an image, whatever of it can be read."""
    found = _Found()
    for packet in _packets(content):
        try:
            for name, value in xmp_properties(packet):
                found.add(name, value)
        except UnreadableXmlError as error:
            found.failed(f"xmp-{error.code.value}")
    if any(name == "dcterms:provenance" for name, _ in found.properties) and b"jumb" not in content:
        found.failed("c2pa-remote")
    _with_pillow(content, found)
    if b"jumb" in content and b"c2pa" in content:
        _with_c2pa(content, media_type, found)
    return found


def _packets(content: bytes) -> list[bytes]:
    """Return the XMP packets: those of a JPEG's segments, its extended one put together, else any that stand plain."""
    if content.startswith(b"\xff\xd8"):
        main, extended = [], dict[bytes, dict[int, bytes]]()
        for segment in _segments(content):
            if segment.startswith(_MAIN):
                main.append(segment[len(_MAIN) :])
            elif segment.startswith(_EXTENSION):
                head = segment[len(_EXTENSION) :]
                extended.setdefault(head[:32], {})[int.from_bytes(head[36:40], "big")] = head[40:]
        joined = [b"".join(piece for _, piece in sorted(pieces.items())) for pieces in extended.values()]
        if main or joined:
            return [*main[:_MOST_PACKETS], *joined[:_MOST_PACKETS]]
    in_chunks = list(_chunks(content))[:_MOST_PACKETS] if content.startswith(_PNG) else []
    return in_chunks or list(_plain(content))[:_MOST_PACKETS]


def _chunks(content: bytes) -> Iterator[bytes]:
    """Yield the XMP in a PNG's chunks, behind its picture too, where Pillow doesn't look; unpacked up to a limit."""
    place = len(_PNG)
    while place + 12 <= len(content):
        length, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        text = content[place + 8 : place + 8 + length] if kind == b"iTXt" else b""
        if text.startswith(_KEYWORD):
            packed, rest = text[len(_KEYWORD) : len(_KEYWORD) + 1], text[len(_KEYWORD) + 2 :]
            packet = rest.split(b"\x00", 2)[-1]
            yield _unpacked(packet) if packed == b"\x01" else packet
        place += 12 + length


def _unpacked(packet: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packet, _LARGEST_PACKET)
    except zlib.error:
        return packet  # which isn't XML, and is said not to be


def _segments(content: bytes) -> Iterator[bytes]:
    """Yield the payloads of a JPEG's APP1 segments."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - a marker
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker in {0xDA, 0xD9} or length < 2:  # noqa: PLR2004 - the picture begins, or nonsense
            return
        if marker == 0xE1:  # noqa: PLR2004 - APP1
            yield content[place + 4 : place + 2 + length]
        place += 2 + length


def _plain(content: bytes) -> Iterator[bytes]:
    place = 0
    while found := _PACKET.search(content, place):
        end_mark = b"</x:xmpmeta>" if found.group().startswith(b"<x:") else b"</rdf:RDF>"
        end = content.find(end_mark, found.start())
        if end < 0:
            return
        place = end + len(end_mark)
        yield content[found.start() : place]


def _with_pillow(content: bytes, found: _Found) -> None:
    """Read IIM and Exif, and the XMP that Pillow had to unpack; a file that is no image of ours is a failure."""
    from PIL import Image, IptcImagePlugin  # noqa: PLC0415 - after the limits are set

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            packed = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
            packet = packed.encode() if isinstance(packed, str) else packed
            if packet and packet.strip(b"\x00 \r\n\t") not in content:
                found.properties |= dict.fromkeys(xmp_properties(packet))
            for key, name in _IIM.items():
                for value in _several((IptcImagePlugin.getiptcinfo(image) or {}).get(key)):
                    found.add(name, _decoded(value))
            copyright_line = image.getexif().get(_EXIF_COPYRIGHT)
            if copyright_line:
                found.add("exif:Copyright", str(copyright_line).strip("\x00 "))
    except UnreadableXmlError as error:
        found.failed(f"xmp-{error.code.value}")
    except Exception:  # noqa: BLE001 - a parser of strangers' bytes may fail in any way
        found.failed("image-unreadable")


def _several(value: object) -> list[bytes]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, bytes)]


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _with_c2pa(content: bytes, media_type: str, found: _Found) -> None:
    """Read the active manifest's assertions about training and mining, and whether its signature holds."""
    try:
        import c2pa  # noqa: PLC0415 - only where there is a manifest

        context = c2pa.Context.from_dict(_NOTHING_FETCHED)
        reader = c2pa.Reader.try_create(media_type, io.BytesIO(content), None, context)
        if reader is None:
            found.failed("c2pa-unreadable")
            return
        manifest, state = reader.get_active_manifest() or {}, str(reader.get_validation_state())
    except Exception:  # noqa: BLE001 - as above
        found.failed("c2pa-unreadable")
        return
    found.add("c2pa:validation", state)
    if state not in {"Valid", "Trusted"}:
        found.failed("c2pa-invalid")
    for assertion in manifest.get("assertions", []):
        label = re.sub(r"__\d+$", "", str(assertion.get("label", "")))
        if label.removesuffix(".v2") in _ASSERTIONS:
            _entries(label, assertion.get("data"), found)


def _entries(label: str, data: Mapping[str, Any] | None, found: _Found) -> None:
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, dict):
        found.failed("c2pa-unreadable")
        return
    for name, entry in entries.items():
        if isinstance(entry, dict):
            found.add(f"{label}/{name}", str(entry.get("use", "")))
            if entry.get("constraint_info"):
                found.add(f"{label}/{name}/constraint_info", str(entry["constraint_info"]))
        else:
            found.add(f"{label}/{name}", str(entry))
