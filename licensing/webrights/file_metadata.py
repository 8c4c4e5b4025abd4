"""TDM reservations inside EPUB and PDF files, and XMP packets as they stand in a file.  Pure: bytes in, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from licensing.webrights.safe_xml import UnsafeXmlError, local, namespace, parse_xml
from licensing.webrights.tdmrep import Stated, value_of

MOST_BYTES = 64_000_000
MOST_ENTRIES = 20_000
MOST_PACKET = 900_000
MOST_PACKETS = 20
_NAMESPACES = frozenset({"http://www.w3.org/ns/tdmrep", "https://www.w3.org/ns/tdmrep"})


@dataclass(frozen=True)
class FileMetadata:
    """What a file states of TDM: (name, value) as written; `failure` where it couldn't be read to its end."""

    properties: tuple[tuple[str, str], ...] = ()
    failure: str = ""

    @property
    def stated(self) -> Stated | None:
        """What counts: the strictest reservation, with the policies beside it."""
        values = [
            (value_of(v), f"{n} = {v}") for n, v in self.properties if n == "tdm:reservation" and value_of(v)
        ]
        policies = tuple(f"{n} = {v}" for n, v in self.properties if n == "tdm:policy")
        return Stated(*max(values), policies) if values else None


def read_file_metadata(data: bytes, media_type: str = "") -> FileMetadata:
    """Return what an EPUB or a PDF states; a file of another kind states nothing.  Raises nothing."""
    if len(data) > MOST_BYTES:
        return FileMetadata(failure="longer than what is read of it")
    if data[:4] == b"PK\x03\x04" or "epub" in media_type.lower():
        return read_epub(data)
    return read_pdf(data) if b"%PDF-" in data[:1024] or "pdf" in media_type.lower() else FileMetadata()


def read_epub(data: bytes) -> FileMetadata:
    """Return what the package document of an EPUB 2 or 3 states for all that is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if len(book.infolist()) > MOST_ENTRIES:
                return FileMetadata(failure="more files than are read")
            packages = [_package(book, name) for name in _packages(book)]
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
    ):
        return FileMetadata(failure="not an EPUB that can be read")
    if not packages:
        return FileMetadata(failure="no package document")
    return FileMetadata(tuple(found for package in packages for found in _of_package(package)))


def _packages(book: zipfile.ZipFile) -> list[str]:
    container = _entry(book, "META-INF/container.xml")
    return [one.get("full-path", "") for one in container.iter() if local(one) == "rootfile"][:5]


def _package(book: zipfile.ZipFile, name: str) -> Element:
    return _entry(book, name)


def _entry(book: zipfile.ZipFile, name: str) -> Element:
    with book.open(name) as file:
        data = file.read(MOST_PACKET + 1)  # never more, whatever the archive says of its size
    if len(data) > MOST_PACKET:
        raise UnsafeXmlError("longer than what is read of it")
    return parse_xml(data)


def _of_package(package: Element) -> Iterator[tuple[str, str]]:
    for one in package.iter():
        if local(one) == "meta":
            name = (one.get("property") or one.get("name") or "").strip().lower()
            value = one.get("content") if one.get("name") else one.text
            if name in {"tdm:reservation", "tdm:policy"}:
                yield name, (value or "").strip()


def read_pdf(data: bytes) -> FileMetadata:
    """Return what the XMP packets of a PDF state; one that is compressed can't be seen and makes it unreadable."""
    packets = list(xmp_packets(data))
    if not packets:
        hidden = b"/Metadata" in data
        return FileMetadata(failure="its metadata can't be seen" if hidden else "")
    found: list[tuple[str, str]] = []
    failure = ""
    for packet in packets:
        try:
            found += _of_packet(parse_xml(packet))
        except UnsafeXmlError as error:
            failure = str(error)
    return FileMetadata(tuple(dict.fromkeys(found)), failure)


def xmp_packets(data: bytes) -> Iterator[bytes]:
    """Yield the XMP packets that stand in a file as they are."""
    place = 0
    for _ in range(MOST_PACKETS):
        start = data.find(b"<x:xmpmeta", place)
        end = data.find(b"</x:xmpmeta>", start)
        if start < 0 or end < 0:
            return
        place = end + len(b"</x:xmpmeta>")
        yield data[start:place]


def _of_packet(packet: Element) -> Iterator[tuple[str, str]]:
    for one in packet.iter():
        if namespace(one).rstrip("/#") in _NAMESPACES and local(one) in {"reservation", "policy"}:
            yield f"tdm:{local(one)}", " ".join("".join(one.itertext()).split())
        for key, value in one.attrib.items():
            space, _, name = key.rpartition("}")
            if space.lstrip("{").rstrip("/#") in _NAMESPACES and name in {"reservation", "policy"}:
                yield f"tdm:{name}", value.strip()
