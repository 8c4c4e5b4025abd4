"""`manage.py install`: what an empty installation needs before anybody works with it; repeating it changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from archive.clock import now
from licensing.operations import install_law, intake_consumer
from licensing.roles import ensure_roles


class Command(BaseCommand):
    """Put roles, the shipped law and the archive's own consumer on record."""

    help = "Put roles, the shipped law and the archive's own consumer on record; safe to repeat."

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Install, and say how many statutes were new."""
        moment = now()
        ensure_roles()
        new = install_law(now=moment)
        intake_consumer(now=moment)
        if options["verbosity"]:
            self.stdout.write(
                ngettext(
                    "Roles are up to date; %(new)d statute was new. It doesn't permit until approved.",
                    "Roles are up to date; %(new)d statutes were new. None of them permits until approved.",
                    new,
                )
                % {"new": new}
            )
