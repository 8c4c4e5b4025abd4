"""Act 4: the publisher lets media monitoring store and mine text for a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from config.demo.answers import Answer, answer_of
from config.demo.cast import WPM
from config.demo.scene import Scene
from licensing.operations.agreements import Evidence, QuotaTerms, grant_agreement
from licensing.operations.decisions import record_decision
from licensing.operations.releases import declare_use
from licensing.policy.model import Audience, Use

WARSAW = ZoneInfo("Europe/Warsaw")
START, END = datetime(2026, 1, 1, tzinfo=WARSAW), datetime(2027, 1, 1, tzinfo=WARSAW)
AGREEMENT = "urn:rights:policy:agreement:wpm-media-monitoring-2026"
MONITOR = "media-monitoring"

DOCUMENT = {
    "@context": ["http://www.w3.org/ns/odrl.jsonld", {"ra": "urn:rights:"}],
    "@type": "Agreement",
    "uid": AGREEMENT,
    "profile": "urn:rights:profile:1",
    "conflict": "perm",
    "assigner": WPM,
    "assignee": f"urn:rights:consumer:{MONITOR}",
    "permission": [
        {
            "action": ["archive", "ra:mine"],
            "constraint": [{"leftOperand": "ra:part", "operator": "eq", "rightOperand": "text"}],
            "duty": [{"action": "attribute"}],
        }
    ],
}
_EVIDENCE = (
    "The publisher lets media monitoring store and mine the text of its articles from 2026-01-01 to 2027-01-01 (end "
    "excluded), 500 articles a month, naming the source."
)
_TICK = timedelta(microseconds=1)


def grant(scene: Scene) -> None:
    """Grant the agreement, then ask inside and outside of its interval, scope and consumer."""
    story = scene.story
    story.heading("4. An agreement")
    grant_agreement(
        identifier=AGREEMENT,
        title="Wirtualna Polska Media S.A. and media monitoring, 2026",
        assigner=scene.cast.publisher,
        assignees=[MONITOR],
        document=DOCUMENT,
        scope_kind="site",
        scope_value=scene.cast.source.domain,
        effective_from=START,
        effective_to=END,
        evidence=Evidence("agreement-2026.txt", _EVIDENCE),
        timezone="Europe/Warsaw",
        quotas=[QuotaTerms(500, "month")],
        officer="rights-officer",
        now=scene.now(),
    )
    story.tell(f"• {_EVIDENCE}")
    now = scene.now()
    cases = [
        *((f"{use} text, today", MONITOR, use, "text", now, "permit") for use in ("store", "mine")),
        *(
            (f"{use} image, today", MONITOR, use, str(scene.image), now, "review")
            for use in ("store", "mine")
        ),
        ("train on text, today", MONITOR, "train", "text", now, "consent"),
        ("store text, today, newsroom", "newsroom", "store", "text", now, "consent"),
        *(
            (f"{use} text, last instant", MONITOR, use, "text", END - _TICK, "permit")
            for use in ("store", "mine")
        ),
        *(
            (f"{use} text, 2027-01-01 00:00", MONITOR, use, "text", END, "consent")
            for use in ("store", "mine")
        ),
        ("store text, before it began", MONITOR, "store", "text", START - _TICK, "consent"),
    ]
    rows = []
    for label, consumer, use, asset, at, expected in cases:
        answer = _ask(scene, consumer, use, asset, at)
        story.expect(label, answer.outcome, expected)
        left = answer.holder["quota_left"]
        rows.append([label, consumer, answer.outcome, "" if left is None else f"{left} of 500 left"])
    story.table(["use", "consumer", "answer", "quota this month"], rows)
    _declare(scene)


def _use(use: str, asset: str, at: datetime, known_at: datetime) -> Use:
    return Use(use, asset, at, known_at, Audience.INTERNAL, "news-reporting", "PL")


def _ask(scene: Scene, consumer: str, use: str, asset: str, at: datetime) -> Answer:
    now = scene.now()
    return answer_of(
        record_decision(
            article=scene.held, consumer=consumer, use=_use(use, asset, at, now), origin="demo", now=now
        )
    )


def _declare(scene: Scene) -> None:
    """A declared use counts once, however often it is repeated."""
    now, left = scene.now(), []
    for _ in range(2):
        declare_use(
            article=scene.held, consumer=MONITOR, use=_use("store", "text", now, now), key="copy-1", now=now
        )
        left.append(_ask(scene, MONITOR, "store", "text", now).holder["quota_left"])
    scene.story.expect("quota after one use declared twice", left, [499, 499])
    scene.story.tell(
        "• Media monitoring declares that it stores the text, and repeats the message: 499 are left, once."
    )
