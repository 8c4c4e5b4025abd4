"""``python -m licensing.notices FILE``: the reading of a notice as JSON; ``-`` reads standard input.

A file of JSON Lines with ``text`` gives JSON Lines in the same order.  A mistake is one line on standard error, exit 2.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from licensing.notices.lines import LineError, answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m licensing.notices", description="Read rights notices.")
    parser.add_argument("file", help="text, HTML or JSON Lines; - for standard input")
    options = parser.parse_args(arguments)
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
        for line in answer(data.decode("utf-8", "replace")):
            sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    except (LineError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
