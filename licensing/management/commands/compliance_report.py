"""`manage.py compliance_report --to DIR`: what is held, decided and handed out, as CSV and HTML."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware
from django.utils.translation import gettext as _

from archive.clock import now
from licensing.reports.publication import publish
from licensing.reports.table import Filters

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

_MOST_DAYS = 36525  # a century


class Command(BaseCommand):
    """Writes all compliance reports of one snapshot and prints one line a file."""

    help = "Write the compliance reports (holdings, decisions, refusals, deliveries, what expires) as CSV and HTML."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the directory, the language and the period."""
        parser.add_argument(
            "--to", required=True, metavar="DIR", help="directory for the files; made where missing"
        )
        parser.add_argument(
            "--language", default="en", help="language of the page and of sentences: en or pl"
        )
        parser.add_argument(
            "--from", dest="start", metavar="DATE", help="only what was recorded at or after this"
        )
        parser.add_argument("--until", dest="end", metavar="DATE", help="only what was recorded before this")
        parser.add_argument(
            "--within-days", default="90", metavar="N", help="report what expires in so many days (90)"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Check what was asked, write the files, name them."""
        language = _language(options["language"])
        filters = Filters(
            start=_moment("--from", options["start"]),
            end=_moment("--until", options["end"]),
            within_days=_days(options["within_days"]),
        )
        if filters.start and filters.end and filters.end <= filters.start:
            raise CommandError(_("--until must be later than --from."))
        directory = Path(options["to"])
        try:
            written = publish(directory=directory, now=now(), filters=filters, language=language)
        except OSError as error:
            why = error.strerror or str(error)
            raise CommandError(
                _("%(path)s can't be written: %(why)s.") % {"path": directory, "why": why}
            ) from None
        except DatabaseError as error:
            why = str(error).partition("\n")[0]
            raise CommandError(_("The database can't be read: %(why)s") % {"why": why}) from None
        if options["verbosity"]:
            self.stdout.write("\n".join(map(str, written)))


def _language(text: str) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    if text not in known:
        told = _("There is no language %(language)s; there is %(known)s.")
        raise CommandError(told % {"language": text, "known": ", ".join(known)})
    return text


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= _MOST_DAYS):
        raise CommandError(
            _("--within-days takes a number of days from 0 to %(most)s.") % {"most": _MOST_DAYS}
        )
    return int(text)


def _moment(option: str, text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return _read(text)
    except (ValueError, OverflowError):
        told = _(
            "%(option)s takes a date like 2026-01-31 or a date-time like 2026-01-31T12:00+01:00, not “%(text)s”."
        )
        raise CommandError(told % {"option": option, "text": text}) from None


def _read(text: str) -> datetime:
    """Read a date (the beginning of that day) or a date-time; without an offset in the zone of the site."""
    day = parse_date(text)
    moment = datetime.combine(day, time.min) if day else parse_datetime(text)
    if moment is None:
        raise ValueError(text)
    aware = make_aware(moment, get_current_timezone()) if is_naive(moment) else moment
    return aware.astimezone(get_current_timezone())
