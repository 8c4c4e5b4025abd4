"""Act 3: every standard use of every part, checked by a worker, against the founding table."""

from __future__ import annotations

from config.demo.answers import Answer, answer_of
from config.demo.scene import Scene, StandstillError, await_worker
from config.demo.table import FOUNDING, IMAGE, Question
from licensing.models import Check, Decision
from licensing.operations.checks import request_check
from licensing.policy.model import Audience, Use
from licensing.policy.vocabulary.uses import STANDARD_USES

PARTS = ("metadata", "text", IMAGE)


def ask_everything(scene: Scene) -> None:
    """Queue the whole table, wait for the worker, print it, and compare cell by cell."""
    story = scene.story
    story.heading("3. What the newsroom may do with it")
    story.tell(
        "Consumer newsroom, territory PL, audience internal unless the use says otherwise, purpose news reporting"
        " unless named. Every cell was checked by a worker and is a decision on record."
    )
    checks = {
        (question.label, part): _queue(scene, question, part)
        for question in FOUNDING
        for part in question.answers
    }
    answers = {key: _answered(check) for key, check in checks.items()}
    rows = [
        [question.label, *(_cell(answers.get((question.label, part))) for part in PARTS)]
        for question in FOUNDING
    ]
    story.table(["use", "metadata", "text", "image (PAP / EPA / …)"], rows)
    for question in FOUNDING:
        for part, (outcome, basis) in question.answers.items():
            found = answers[question.label, part]
            story.expect(f"{question.label}, {part}", (found.outcome, found.basis), (outcome, basis))
    _explain(scene, answers)


def _queue(scene: Scene, question: Question, part: str) -> Check:
    standard = STANDARD_USES[question.use]
    use = Use(
        action=question.use,
        asset=str(scene.image) if part == IMAGE else part,
        at=scene.now(),
        known_at=scene.now(),
        audience=standard.audience or Audience.INTERNAL,
        purpose=question.purpose,
        territory="PL",
        words=question.words,
        claims=frozenset(question.claims),
    )
    return request_check(article=scene.held, consumer="newsroom", use=use, now=scene.now())


def _answered(check: Check) -> Answer:
    done = await_worker(
        "a check", lambda: Check.objects.filter(pk=check.pk, state__in=["done", "failed"]).first()
    )
    if done.decision is None:
        raise StandstillError(f"A check of {check.use} failed: {done.failure}")
    return answer_of(Decision.objects.get(pk=done.decision))


def _cell(answer: Answer | None) -> str:
    if answer is None:
        return "—"
    return f"{answer.outcome} ({answer.basis})" if answer.basis else f"{answer.outcome} (nothing on record)"


def _explain(scene: Scene, answers: dict[tuple[str, str], Answer]) -> None:
    """Three answers in full, so that a reader sees what stands behind a cell."""
    story = scene.story
    for key in (("excerpt, 10 words", "text"), ("excerpt, 40 words", "text"), ("republish", IMAGE)):
        answer = answers[key]
        story.gap()
        story.tell(f"{key[0]}, {key[1]} → {answer.outcome}. {answer.says}")
        for line in answer.lines():
            story.tell(f"  {line}")
