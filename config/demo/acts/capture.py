"""Act 1: the page comes in, the real way."""

from __future__ import annotations

from archive.choices import OPEN_CAPTURE_STATES, CaptureState
from archive.models import Article, Capture, Excerpt
from archive.operations.captures import request_capture
from config.demo.cast import LEGAL
from config.demo.page import FACTS
from config.demo.scene import Scene, StandstillError, await_worker
from licensing.models import PolicySeries
from licensing.operations.statutes import approve_statute, install_law

POSITIONS = {
    "facts": "Bibliographic facts and links are not protected works; we take them from single pages, below any rate.",
    "eu-dsm-15-short": "Ten words are very short; authors' rights are looked at where a passage could be a work.",
}
"""The two statutory positions that a legal officer approves, with the reason."""


def take_in(scene: Scene) -> None:
    """Install the law as data, approve two positions, capture the page through the worker."""
    story = scene.story
    story.heading("1. The page comes in")
    install_law(now=scene.morning())
    for statute, reason in POSITIONS.items():
        series = PolicySeries.objects.get(identifier=statute)
        approve_statute(series=series, officer=LEGAL, reason=reason, now=scene.morning())
        story.tell(f"• {LEGAL} approves the position “{series.title}”: {reason}")
    capture = request_capture(
        source=scene.cast.source, address=scene.stage.page, requested_by="archivist", now=scene.now()
    )
    done = await_worker("the capture", lambda: _finished(capture))
    if done.state != CaptureState.STORED or done.article is None:
        raise StandstillError(f"The capture ended as {done.state}: {done.reason}")
    _tell(scene, done.article)


def _finished(capture: Capture) -> Capture | None:
    return Capture.objects.exclude(state__in=OPEN_CAPTURE_STATES).filter(pk=capture.pk).first()


def _tell(scene: Scene, article: Article) -> None:
    story, image = scene.story, article.images.get()
    scene.article, scene.image = article.pk, image.pk
    excerpt = Excerpt.objects.get(article=article)
    names = ", ".join(dict.fromkeys(image.credits.values_list("name", flat=True)))
    story.tell(
        f"• A worker fetched the page and its robots.txt and stored the facts: “{article.headline}”, {FACTS['site']},"
        f" {article.date_published_printed}; {article.copyright_notice}; one photo, a part of its own, credited to {names}."
    )
    story.tell(
        f"• Of {article.word_count} words the archive asked to keep {scene.cast.source.wanted_words}; the decision"
        f" allows {excerpt.word_count}. The rest was never written anywhere."
    )
    story.expect("headline", article.headline, FACTS["headline"])
    story.expect("words held", excerpt.word_count, 10)
    story.expect("credit line", image.credit_text, FACTS["images"][0]["credit"])
