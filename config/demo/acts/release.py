"""Act 5: a consumer asks over HTTP; the only way to text."""

from __future__ import annotations

from typing import Any

import httpx

from config.demo.cast import OFFICER
from config.demo.page import FACTS
from config.demo.scene import Scene
from licensing.models import Delivery
from licensing.operations.suspensions import lift_suspension, suspend


def hand_out(scene: Scene) -> None:
    """Ten words are released, forty refused, and after a suspension nothing."""
    story = scene.story
    story.heading("5. The newsroom asks for an excerpt")
    ten = _release(scene, words=10, key="ten")
    story.expect("10 words", (ten.status_code, ten.json().get("text")), (201, FACTS["excerpt_10_words"]))
    story.tell(f"• 10 words → {ten.status_code} released under a decision on record, with attribution:")
    story.quote(f"“{ten.json().get('text')}” — {ten.json().get('attribution')}")
    delivered = list(Delivery.objects.filter(article=scene.held).values_list("consumer", "start", "words"))
    story.expect("deliveries on record", delivered, [("newsroom", 0, 10)])
    _refused(scene, _release(scene, words=40, key="forty"), "40 words", "release-refused")
    suspension = suspend(
        kind="takedown",
        scope_kind="article",
        scope_value=str(scene.held),
        reason="A takedown request was accepted.",
        by=OFFICER,
        now=scene.now(),
    )
    story.tell(f"• {OFFICER} accepts a takedown request and suspends the article.")
    _refused(scene, _release(scene, words=10, key="again"), "10 words again", "release-refused")
    lift_suspension(suspension=suspension, now=scene.now())
    story.tell("• The suspension is lifted again, so that you can look around.")


def _release(scene: Scene, *, words: int, key: str) -> httpx.Response:
    return httpx.post(
        f"{scene.stage.web}/api/v1/articles/{scene.held}/releases",
        json={"words": words, "purpose": "news-reporting", "territory": "PL", "audience": "internal"},
        headers={"Authorization": f"Bearer {scene.cast.tokens['newsroom']}", "Idempotency-Key": key},
        timeout=30,
        trust_env=False,
    )


def _refused(scene: Scene, response: httpx.Response, what: str, kind: str) -> None:
    problem: dict[str, Any] = response.json()
    scene.story.expect(what, (response.status_code, str(problem.get("type")).rsplit("/", 1)[-1]), (403, kind))
    scene.story.expect(f"text in the refusal of {what}", problem.get("text"), None)
    scene.story.tell(f"• {what} → {response.status_code} refused: {problem.get('detail')}")
