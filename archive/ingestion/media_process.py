"""Strangers' images are read in a short-lived process with hard limits: what breaks a parser breaks nothing else.

The process gets the bytes on its input and nothing more: no settings, no secrets, no network where the system lets it
be taken away. Memory and time are limited (`media_reader.LIMITS`, and `SECONDS` here); whatever else happens to it is a failure with a code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

SECONDS = 10.0  # of real time
_MOST_OUTPUT = 1 << 20  # bytes
_ROOT = Path(__file__).resolve().parent.parent.parent
MEDIA_FAILED = "media-reader-failed"
MEDIA_TOO_SLOW = "media-too-slow"


@dataclass(frozen=True)
class Embedded:
    """Properties by qualified names, and a code where something of the file couldn't be read."""

    properties: tuple[tuple[str, str], ...] = ()
    failure: str = ""


def read_embedded(content: bytes, *, media_type: str) -> Embedded:
    """Return what an image says of its rights; raises nothing, since a reader that fails is a failure of the file."""
    try:
        with TemporaryFile() as output:
            ended = subprocess.run(  # noqa: S603 - our own module, and nothing of the file in the arguments
                [sys.executable, "-I", "-c", _START, str(_ROOT), media_type[:100]],
                input=content,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                check=False,
            )
            output.seek(0)
            written = output.read(_MOST_OUTPUT + 1)
    except subprocess.TimeoutExpired:
        return Embedded(failure=MEDIA_TOO_SLOW)
    except OSError:
        return Embedded(failure=MEDIA_FAILED)
    return _understood(written) if ended.returncode == 0 else Embedded(failure=MEDIA_FAILED)


_START = """
import sys
sys.path.insert(0, sys.argv[1])
from archive.ingestion.media_reader import main
main(sys.argv[2])
"""


def _understood(written: bytes) -> Embedded:
    try:
        told = json.loads(written)
        properties = tuple((str(name), str(value)) for name, value in told["properties"])
        return Embedded(properties, str(told["failure"])[:100])
    except (ValueError, KeyError, TypeError):
        return Embedded(failure=MEDIA_FAILED)
