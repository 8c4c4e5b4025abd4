"""`manage.py up`: run the whole installation until Ctrl-C."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.embedded.child import end_with_parent
from config.embedded.errors import EmbeddedError
from config.supervisor.run import run


class Command(BaseCommand):
    """Own PostgreSQL, Valkey, web, worker and beat; the first exit or a signal stops them all."""

    help = "Run PostgreSQL, Valkey, web, worker and beat until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the one option."""
        parser.add_argument("--with-parent", action="store_true", help="stop when the starting process ends")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Run, and exit with 1 when a part ended by itself."""
        if options["with_parent"]:
            end_with_parent()
        hosts: list[str] = settings.ALLOWED_HOSTS
        try:
            code = run(
                root=Path(settings.BASE_DIR),
                state=settings.IMPRIMATUR_STATE,
                port=settings.IMPRIMATUR_PORT,
                host_header=next((host for host in hosts if host[0] not in "*."), "localhost"),
                say=self._say,
            )
        except EmbeddedError as error:
            raise CommandError(str(error)) from error
        sys.exit(code)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
