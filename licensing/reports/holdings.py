"""What is held on which terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Article
from licensing.choices import Reading, SeriesKind
from licensing.reports.reading import stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import TextChoices

    from licensing.reports.table import Filters


_IN_FORCE = """
LEFT JOIN licensing_policyperiod {name} ON {name}.series_id = s.id
 AND {name}.effective_from <= {moment} AND ({name}.effective_to IS NULL OR {name}.effective_to > {moment})
 AND {name}.known_from <= %(now)s AND ({name}.known_to IS NULL OR {name}.known_to > %(now)s)
"""

# The version at capture governs the acquisition; a later use is governed by the one in force now as well.
_BY_TERMS = f"""
SELECT s.kind, s.identifier, s.title, v.number, coalesce(v.reading, ''), coalesce(v.unreadable, ''), n.number,
       count(*), coalesce(sum(i.held), 0), count(e.id), coalesce(sum(e.word_count), 0), count(c.id),
       coalesce(sum(c.word_count), 0)
FROM archive_article a
JOIN licensing_governingsetseries m ON m.governing_set_id = a.governing_set_id
JOIN licensing_policyseries s ON s.id = m.series_id
LEFT JOIN (SELECT article_id, count(*) AS held FROM archive_image GROUP BY article_id) i ON i.article_id = a.id
LEFT JOIN archive_excerpt e ON e.article_id = a.id
LEFT JOIN archive_fullcopy c ON c.article_id = a.id AND c.part = 'text' AND c.ended_at IS NULL
{_IN_FORCE.format(name="p", moment="a.captured_at")}
LEFT JOIN licensing_policyversion v ON v.id = p.version_id
{_IN_FORCE.format(name="q", moment="%(now)s")}
LEFT JOIN licensing_policyversion n ON n.id = q.version_id
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY count(*) DESC, s.identifier, v.number NULLS FIRST
"""  # noqa: S608 - put together from the literals above


def holdings_by_terms(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - holdings are as of now
    """Articles, images, excerpts and full copies held, by the policy that governs them and its version at capture and now."""
    return Report(
        name="holdings",
        title=_("Holdings by terms"),
        about=_(
            "What is held, by the published terms, signals and house rules that govern it. An article that"
            " several policies govern counts under each of them."
        ),
        columns=(
            Column("kind", _("Kind"), Kind.CODE, labels=_labels(SeriesKind)),
            Column("policy", _("Policy"), Kind.IDENTIFIER),
            Column("title", _("Title")),
            Column("version_at_capture", _("Version at capture"), Kind.NUMBER),
            Column("reading", _("Reading"), Kind.CODE, labels=_labels(Reading)),
            Column("unreadable", _("Unreadable because")),
            Column("version_now", _("Version now"), Kind.NUMBER),
            Column("articles", _("Articles"), Kind.NUMBER),
            Column("images", _("Images (facts only)"), Kind.NUMBER),
            Column("excerpts", _("Excerpts"), Kind.NUMBER),
            Column("excerpt_words", _("Words in excerpts"), Kind.NUMBER),
            Column("full_copies", _("Full copies"), Kind.NUMBER),
            Column("full_copy_words", _("Words in full copies"), Kind.NUMBER),
        ),
        rows=stream(_BY_TERMS, {"now": now}),
        notes=tuple(_holding_notes()),
    )


def _holding_notes() -> Iterator[str]:
    yield _("An empty version means that none was in force at that moment.")
    strays = Article.objects.filter(governing_set_id=None).count()
    if strays:
        yield ngettext(
            "%(count)s held article has no governing set: a fault that an officer should look into.",
            "%(count)s held articles have no governing set: a fault that an officer should look into.",
            strays,
        ) % {"count": strays}


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}
