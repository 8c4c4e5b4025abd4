"""Evidence of every kind, from a site on loopback to what is on record about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.choices import CaptureState
from config.demo.page import FoundingPage
from config.demo.server import Answer
from licensing.models import PolicyVersion
from tests.archive.photos import photo, xmp
from tests.archive.test_site_files import captured
from tests.pages.hostile import site as routes

if TYPE_CHECKING:
    from pytest_django import Settings

    from archive.models import Source
    from config.demo.server import PageServer

pytestmark = pytest.mark.django_db

DMI = 'plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"'
FILES = {
    "/.well-known/tdmrep.json": Answer(b'[{"location": "/*", "tdm-reservation": 1}]', "application/json"),
    "/ai.txt": Answer(b"User-Agent: *\nDisallow: /\n", "text/plain"),
    "/license.xml": Answer(
        b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
        b'<prohibits type="usage">ai-train</prohibits></license></content></rsl>',
        "application/rsl+xml",
    ),
    "/photo.jpg": Answer(photo(xmp=xmp("", DMI)), "image/jpeg"),
}
HEAD = (
    '<meta name="robots" content="max-snippet:60"><link rel="license" href="/terms">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "usageInfo": "https://essanews.com/terms"}</script>'
)


def test_what_a_site_says_in_every_way_is_on_record(
    site: PageServer, source: Source, settings: Settings
) -> None:
    settings.IMPRIMATUR_IMAGES_LOOKED_INTO = 1
    page = FoundingPage(head=HEAD, photo=site.address("/photo.jpg")).html()
    robots = Answer(b"License: /license.xml\nUser-agent: GPTBot\nDisallow: /\n", "text/plain")
    site.routes = routes(page=Answer(page), robots=robots) | FILES
    ended = captured(source, site.address())
    assert ended.state in {CaptureState.STORED, CaptureState.REFUSED}, ended.failure
    said = {
        version.series.identifier.split(":")[3]: version.source_text + str(version.document)
        for version in PolicyVersion.objects.filter(series__kind="signal").select_related("series")
    }
    assert "GPTBot" in said["robots"]
    assert "tdm-reservation" in said["tdmrep"]
    assert "ai-train" in said["rsl"]
    assert "max-snippet:60" in said["page"]
    assert "usageInfo" in said["page"]
    assert any("DMI-PROHIBITED" in text for text in said.values())
    assert all(version.document for version in PolicyVersion.objects.filter(series__kind="signal"))
