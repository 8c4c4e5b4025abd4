"""What `manage.py ingest` says while it runs: a bar on a terminal, a line a chunk elsewhere, errors by line, a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.bulk import Told
from archive.models.ingestions import COUNTERS

if TYPE_CHECKING:
    from django.core.management.base import OutputWrapper

    from archive.models import Ingestion
    from archive.operations.ingestions import Counts

_WIDTH = 30
MOST_SHOWN = 100


class Teller:
    """Tells of one run on two streams."""

    def __init__(self, out: OutputWrapper, errors: OutputWrapper) -> None:
        self._out, self._errors = out, errors
        self._size = 0
        self._stream: BinaryIO | None = None
        self._sums = dict.fromkeys(COUNTERS, 0)
        self._shown = 0
        self._hidden = 0
        self.told = Told()

    def begin(self, run: Ingestion, size: int, stream: BinaryIO) -> None:
        """Name the run, so that it can be resumed, and note how long its file is."""
        self._size, self._stream = size, stream
        self._out.write(_("Run %(run)s reads %(file)s as %(format)s.") % {
            "run": run.pk, "file": run, "format": run.format,
        })  # fmt: skip

    def progress(self, run: Ingestion, counts: Counts) -> None:
        """Tell of a chunk: rows that didn't come in, then where the run is."""
        for name in COUNTERS:
            self._sums[name] += getattr(counts, name)
        if self._out.isatty():
            self._out.write("\r\033[K", ending="")
        for problem in counts.problems:
            if self._shown < MOST_SHOWN:
                self._shown += 1
                where = f"{problem.line}: {problem.field}: " if problem.field else f"{problem.line}: "
                self._errors.write(f"{where}{problem.reason}")
            else:
                self._hidden += 1
        line = _("%(rows)s rows, %(stored)s stored") % {
            "rows": run.position, "stored": self._sums["stored"],
        }  # fmt: skip
        if self._out.isatty():
            self._out.write(f"{self._bar()} {line}", ending="")
            self._out.flush()
        else:
            self._out.write(line)

    def _bar(self) -> str:
        if not self._size or self._stream is None or self._stream.closed:
            return ""
        part = min(1.0, self._stream.tell() / self._size)
        full = int(part * _WIDTH)
        return f"[{'#' * full}{' ' * (_WIDTH - full)}] {part:4.0%}"

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._out.isatty():
            self._out.write("\r\033[K", ending="")

    def summary(self, run: Ingestion) -> None:
        """Tell what became of the rows."""
        self.end()
        if self._hidden:
            self._errors.write(
                _("%(count)s more rows didn't come in; the run's page shows the first thousand.")
                % {"count": self._hidden}
            )
        for sentence, count in self.told.sentences.most_common():
            self._out.write(f"{count} × {sentence}")
        said = {name: getattr(run, name) for name in COUNTERS}
        if run.dry_run:
            self._out.write(_("Dry run, nothing is stored. It would have:"))
        self._out.write(
            _(
                "%(read)s read: %(stored)s stored, %(updated)s updated, %(unchanged)s unchanged, "
                "%(queued)s pages to capture, %(refused)s refused, %(failed)s with faults."
            )
            % said
        )
        self._tell_of_copies(run)

    def _tell_of_copies(self, run: Ingestion) -> None:
        """Tell how many full copies are held of those that were wanted, and why the others aren't."""
        if not run.copies_kept and not run.copies_refused:
            return
        self._out.write(
            _("Full copies: %(kept)s held, %(refused)s not kept.")
            % {"kept": run.copies_kept, "refused": run.copies_refused}
        )
        for sentence, count in sorted(run.copy_refusals.items(), key=lambda each: -each[1]):
            self._out.write(f"{count} × {sentence}")
