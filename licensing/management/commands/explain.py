"""`manage.py explain DECISION_ID`: why a decision is what it is, as a tree of sentences or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.clock import now
from licensing.operations import audience_named
from licensing.policy.ask import UseError
from licensing.policy.explain import as_data, as_text
from licensing.policy.explain.tree import LANGUAGES
from licensing.policy.model import Use
from licensing.queries import (
    DecisionNotFoundError,
    UnknownArticleError,
    UnknownConsumerError,
    sole_registration,
)
from licensing.queries import consumer as consumer_row
from licensing.queries.explanations import NotReproducedError, explanation, explanation_of

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from licensing.policy.explain import Explained


class Command(BaseCommand):
    """Explains a recorded decision, or asks a question and explains the answer without recording it."""

    help = "Explain a recorded decision, or ask a question without recording it and explain the answer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a decision, or the parts of a question."""
        parser.add_argument("decision", nargs="?", help="id of a recorded decision")
        parser.add_argument("--article", help="ask instead: id of the article")
        parser.add_argument("--use", help="a standard use or an action")
        parser.add_argument(
            "--asset", default="article", help="article, metadata, text or an image's id (article)"
        )
        parser.add_argument("--consumer", help="identifier of an active consumer")
        parser.add_argument("--purpose", help="its only registered one where left out")
        parser.add_argument("--territory", help="its only registered one where left out")
        parser.add_argument("--audience", help="self, internal or public")
        parser.add_argument("--words", help="how many words of the text")
        parser.add_argument(
            "--claim", action="append", default=[], help="a statutory exception; may be repeated"
        )
        parser.add_argument("--language", default="en", help="en or pl (en)")
        parser.add_argument(
            "--json", action="store_true", help="plain data with the sentences in both languages"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Explain and print."""
        if options["language"] not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            told = _("There is no language %(language)s; there is %(known)s.")
            raise CommandError(told % {"language": options["language"], "known": known})
        explained = _recorded(options["decision"]) if options["decision"] else _asked(options)
        if options["json"]:
            self.stdout.write(json.dumps(as_data(explained), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(explained, options["language"]))


def _recorded(identifier: str) -> Explained:
    try:
        return explanation_of(_uuid(identifier))
    except DecisionNotFoundError:
        raise CommandError(_("There is no decision %(id)s.") % {"id": identifier}) from None
    except NotReproducedError:
        told = _("Decision %(id)s can't be made anew from its recorded facts, so it can't be explained.")
        raise CommandError(told % {"id": identifier}) from None
    except (LookupError, ValueError) as error:
        told = _("Decision %(id)s can't be made anew: %(why)s")
        raise CommandError(told % {"id": identifier, "why": error}) from None


def _asked(options: dict[str, Any]) -> Explained:
    missing = [f"--{name}" for name in ("article", "use", "consumer") if not options[name]]
    if missing:
        raise CommandError(_("Name a decision, or ask with %(missing)s.") % {"missing": ", ".join(missing)})
    article, consumer = _uuid(options["article"]), options["consumer"]
    try:
        use = _use(options)
        return explanation(article=article, consumer=consumer, use=use, now=use.at)
    except UnknownArticleError:
        raise CommandError(_("There is no article %(id)s.") % {"id": article}) from None
    except UnknownConsumerError:
        told = _("There is no active consumer “%(consumer)s”.")
        raise CommandError(told % {"consumer": consumer}) from None
    except UseError as error:
        raise CommandError(str(error)) from None


def _use(options: dict[str, Any]) -> Use:
    moment = now()
    who = consumer_row(options["consumer"])
    return Use(
        action=options["use"],
        asset=options["asset"],
        at=moment,
        known_at=moment,
        audience=audience_named(options["audience"]),
        purpose=options["purpose"] or sole_registration(who, "purpose", moment),
        territory=options["territory"] or sole_registration(who, "territory", moment),
        words=_number(options["words"]),
        claims=frozenset(options["claim"]),
    )


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise CommandError(_("--words takes a number, not “%(text)s”.") % {"text": text})
    return int(text[:9])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise CommandError(_("“%(text)s” is not an identifier.") % {"text": text}) from None
