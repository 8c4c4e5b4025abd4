"""Act 2: the publisher's notice, word for word and as policy, approved by a second officer."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from config.demo.cast import OFFICER, SECOND_OFFICER
from config.demo.page import DATA, NOTICE
from config.demo.scene import Scene
from licensing.models import PolicySeries, PolicyVersion
from licensing.operations.confirmations import confirm_rule
from licensing.operations.content import ClauseSpan
from licensing.operations.incorporated import current_documents, link_document
from licensing.operations.notices import notice_series
from licensing.operations.terms import (
    approve_terms,
    record_reading,
    record_terms,
    submit_terms,
)
from licensing.operations.versions import create_series

IN_FORCE_FROM = datetime.fromisoformat("2024-10-21T00:00:00+02:00")
"""The day on which the notice was seen under the article."""

RESERVATION = "urn:rights:policy:wp-tdm-reservation"


def put_in_force(scene: Scene) -> None:
    """Read, submit and approve the notice; record the partial reservation behind it."""
    scene.story.heading("2. The publisher's terms")
    _notice(scene)
    _reservation(scene)


def _notice(scene: Scene) -> None:
    story, now = scene.story, scene.now()
    series = PolicySeries.objects.get(identifier=notice_series(scene.cast.source.domain))
    version = PolicyVersion.objects.get(series=series)
    story.expect("the notice, byte for byte", bytes(version.source_bytes), NOTICE)
    proposed = version.clauses.count()
    spans = [
        ClauseSpan(c["id"], c["start"], c["end"], c["meaning"]) for c in _load("clauses.json")["clauses"]
    ]
    record_reading(
        version=version, document=_load("reference-policy.jsonld"), clauses=spans, author=OFFICER, now=now
    )
    submit_terms(version=version, by=OFFICER, now=now)
    approve_terms(
        version=version,
        officer=SECOND_OFFICER,
        effective_from=IN_FORCE_FROM,
        reason="Reads as printed under the article of that day.",
        now=now,
    )
    version.refresh_from_db()
    story.tell(
        f"• The notice was found on the page and kept verbatim (SHA-256 {version.source_digest[:16]}…):"
    )
    story.quote(version.source_text)
    story.tell(
        f"• The reader proposed {proposed} clauses and a policy made of them, as a draft that governs nothing."
    )
    story.tell(
        f"• {OFFICER} bound {len(spans)} clauses to their words and to an ODRL policy; {SECOND_OFFICER} approved it."
        f" In force from {IN_FORCE_FROM.date()}."
    )


def _reservation(scene: Scene) -> None:
    story, now = scene.story, scene.now()
    text = (DATA / "tdm-reservation.en.txt").read_text(encoding="utf-8")
    series = create_series(
        identifier=RESERVATION,
        kind="terms",
        title="TDM reservation of Wirtualna Polska",
        scope_kind="publisher",
        scope_value=scene.cast.source.publisher.identifier,
        assigner=scene.cast.group,
        now=now,
    )
    version = record_terms(
        series=series,
        document=_load("reference-policy-tdm.jsonld"),
        source_text=text,
        source_bytes=text.encode(),
        language="en",
        captured_at=now,
        clauses=[ClauseSpan("T1", 0, len(text), "reserves exploration, headings and titles included")],
        partial=True,
        author=OFFICER,
        now=now,
    )
    submit_terms(version=version, by=OFFICER, now=now)
    approve_terms(
        version=version,
        officer=SECOND_OFFICER,
        effective_from=IN_FORCE_FROM,
        reason="The beginning of the document that the notice refers to.",
        now=now,
    )
    notice = PolicyVersion.objects.get(series__identifier=notice_series(scene.cast.source.domain))
    for document in current_documents(notice):
        link_document(document=document, series=series, by=OFFICER, now=now)
    confirm_rule(
        version=version, pointer="/permission/0", by=SECOND_OFFICER, reason="Read against the text.", now=now
    )
    story.tell(
        "• The TDM reservation that the notice takes in (“details can be found here”) is recorded as a partial reading and"
        " linked: until then the notice itself was partial. Of the reservation's two permissions one is confirmed; the other"
        " stays unconfirmed and grants nothing."
    )


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return loaded
