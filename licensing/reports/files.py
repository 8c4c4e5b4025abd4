"""Files that appear together or not at all, readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from types import TracebackType

_DIRECTORY_MODE = 0o700


class TogetherWritten:
    """Opens files in a directory under temporary names and gives them their own when the block ends well.

    The directory is made where it is missing; files that have such names are replaced.  Raises OSError, and then the
    directory is as it was.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._open = ExitStack()
        self._pending: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        self.directory.mkdir(mode=_DIRECTORY_MODE, parents=True, exist_ok=True)
        return self

    def open(self, name: str) -> TextIO:
        """Open a UTF-8 file that will have this name, mode 0600, line ends untranslated."""
        handle, path = tempfile.mkstemp(prefix=f".{name}.", dir=self.directory)
        self._pending[Path(path)] = self.directory / name
        return self._open.enter_context(os.fdopen(handle, "w", encoding="utf-8", newline=""))

    @property
    def names(self) -> tuple[Path, ...]:
        """The files in the order in which they were opened."""
        return tuple(self._pending.values())

    def close(self, file: TextIO) -> None:
        """Finish one file early, so that few are open at a time."""
        file.flush()
        os.fsync(file.fileno())
        file.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._open.close()
            if kind is None:
                for temporary, name in self._pending.items():
                    temporary.replace(name)
        finally:
            for temporary in self._pending:
                temporary.unlink(missing_ok=True)
