"""Full copies: the whole text of an article's part, kept only under a decision, and what is left when one is deleted.

A copy's row is what PREMIS 3 calls an object with its fixity and rights basis: `digest` (messageDigest, SHA-256),
`word_count` (Dublin Core extent), `language`, `acquired_at` (the ingestion event) and `decision` (rights granted).
"""

from __future__ import annotations

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.choices import CopiedPart, CopyEnding
from archive.models.articles import Article

_UTF_8 = Func(F("text"), Value("UTF8"), function="convert_to")
_SHA_256 = Func(
    Func(_UTF_8, function="sha256"), Value("hex"), function="encode", output_field=models.TextField()
)
_FROZEN = (
    "id", "article_id", "part", "word_count", "language", "digest", "decision", "captured_at", "acquired_at", "evidence",
)  # fmt: skip
_SAME = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _FROZEN)


def _never_emptied() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'archive: % is never emptied', TG_TABLE_NAME;",
    )


class FullCopy(models.Model):
    """The text of a part, verbatim, and the decision that it stands on; without the text once it has ended.

    Read through `archive.operations.full_text.released_full_text` alone, which asks the gate. `captured_at` is the moment whose
    policies govern the acquisition; `ask_again_at` is when something on record is next due to change.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="full_copies", verbose_name=_("article")
    )
    part = models.CharField(_("part"), max_length=10, choices=CopiedPart.choices, default=CopiedPart.TEXT)
    text = models.TextField(_("text"), null=True)
    word_count = models.PositiveIntegerField(_("words"))
    language = models.CharField(_("language"), max_length=35, blank=True)
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of the text."))
    decision = models.UUIDField(_("decision"), help_text=_("The decision that let it be kept."))
    captured_at = models.DateTimeField(_("captured"))
    acquired_at = models.DateTimeField(_("acquired"))
    evidence = models.CharField(
        _("evidence"), max_length=100, help_text=_("The capture or ingestion that brought it.")
    )
    ask_again_at = models.DateTimeField(_("to be asked again"), null=True, blank=True)
    ended_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    ending = models.CharField(_("ending"), max_length=10, choices=CopyEnding.choices, blank=True)
    ended_by = models.CharField(_("deleted by"), max_length=150, blank=True)
    ended_decision = models.UUIDField(_("decision that ended it"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("One sentence."))

    class Meta:
        verbose_name = _("full copy")
        verbose_name_plural = _("full copies")
        ordering = ["-acquired_at", "id"]
        indexes = [
            models.Index(
                fields=["ask_again_at"], name="fullcopy_due", condition=Q(ask_again_at__isnull=False)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "part"], condition=Q(ended_at=None), name="fullcopy_one_of_a_part"
            ),
            models.CheckConstraint(condition=Q(part__in=CopiedPart.values), name="fullcopy_part_is_known"),
            models.CheckConstraint(condition=Q(word_count__gte=1), name="fullcopy_has_words"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$") & (Q(text=None) | Q(digest=_SHA_256)),
                name="fullcopy_digest_is_of_its_text",
            ),
            models.CheckConstraint(
                condition=Q(
                    ended_at=None,
                    text__isnull=False,
                    text__regex=r"\S",
                    ending="",
                    ended_by="",
                    ended_decision=None,
                    reason="",
                )
                | (
                    Q(ended_at__isnull=False, text=None, ask_again_at=None, ending__in=CopyEnding.values)
                    & ~Q(ended_by="")
                    & ~Q(reason="")
                ),
                name="fullcopy_has_its_text_until_it_ends",
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="fullcopy_names_what_brought_it"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="appended_and_ended",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=(
                    "IF TG_OP = 'DELETE' THEN"
                    " RAISE EXCEPTION 'archive: a full copy ends and leaves its row'; END IF;"
                    f" IF OLD.ended_at IS NOT NULL OR {_SAME}"
                    " OR (NEW.ended_at IS NULL AND NEW.text IS DISTINCT FROM OLD.text) THEN"
                    " RAISE EXCEPTION 'archive: a full copy is never changed, it ends once'; END IF;"
                    " RETURN NEW;"
                ),
            ),
            _never_emptied(),
        ]

    def __str__(self) -> str:
        told = gettext("full copy of %(article)s, %(count)s words")
        return told % {"article": self.article_id, "count": self.word_count}


class Hold(models.Model):
    """A person's word that nothing of an article is deleted for now: as evidence, or in a dispute. It hands nothing out."""

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="holds", verbose_name=_("article")
    )
    reason = models.TextField(_("reason"))
    placed_at = models.DateTimeField(_("placed"))
    placed_by = models.CharField(_("placed by"), max_length=150)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.CharField(_("lifted by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["-placed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(placed_by=""), name="hold_is_explained"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by="") | (Q(lifted_at__isnull=False) & ~Q(lifted_by="")),
                name="hold_lifted_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lifted_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=(
                    "IF TG_OP = 'UPDATE' THEN IF OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL"
                    " AND to_jsonb(NEW) - ARRAY['lifted_at', 'lifted_by'] ="
                    " to_jsonb(OLD) - ARRAY['lifted_at', 'lifted_by'] THEN RETURN NEW; END IF; END IF;"
                    " RAISE EXCEPTION 'archive: a hold is lifted once, never changed';"
                ),
            ),
            _never_emptied(),
        ]

    def __str__(self) -> str:
        return self.reason
