"""`manage.py demo`: the founding article answered, from end to end, under a clock that stands still."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connections

from archive.models import Article
from config.demo.acts import perform
from config.demo.scene import StandstillError
from config.demo.stage import Stage, StageError, act, stage
from config.demo.story import Story


class Command(BaseCommand):
    """Fill an empty database with the founding example and tell the story; 1 when any answer differs."""

    help = "Do the main job on the founding article: capture, terms, checks, agreement, release, report."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options; `--act` is how the command plays the story in a process whose clock stands still."""
        parser.add_argument(
            "--here", action="store_true", help="in the database of the settings (the default)"
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where articles are held already"
        )
        parser.add_argument("--report-to", type=Path, help="directory of the compliance report")
        parser.add_argument(
            "--act", nargs=2, metavar=("PAGE", "WEB"), help="addresses of a stage that is set"
        )

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Set the stage and play, or play on a stage that is set."""
        report_to: Path = options["report_to"] or settings.IMPRIMATUR_STATE / "report"
        if options["act"]:
            self._play(Stage(*options["act"]), report_to)
            return
        if self._holds_articles():
            if options["if_empty"]:
                return
            raise CommandError("The database already holds articles; `make demo` starts from nothing.")
        connections.close_all()
        try:
            with stage(root=Path(settings.BASE_DIR), state=settings.IMPRIMATUR_STATE) as on:
                code = act(root=Path(settings.BASE_DIR), on=on, report_to=report_to)
        except StageError as error:
            raise CommandError(str(error)) from error
        if code:
            sys.exit(code)

    def _holds_articles(self) -> bool:
        try:
            return Article.objects.exists()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}".splitlines()[0]) from error

    def _play(self, on: Stage, report_to: Path) -> None:
        story = Story(self.stdout.write)
        try:
            perform(story=story, on=on, report_to=report_to)
        except StandstillError as error:
            raise CommandError(str(error)) from error
        if story.differences:
            for difference in story.differences:
                self.stderr.write(f"differs: {difference}")
            raise CommandError(f"{len(story.differences)} answers differ from what docs/semantics.md says.")
        story.tell("\nEvery answer is the one that docs/semantics.md says.")
