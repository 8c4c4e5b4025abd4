#!/usr/bin/env python3
"""Django's command line for this checkout.

Where no external server is named in the environment, the commands that need a database find the private one
that `make run` holds for this checkout's state directory.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - settings module first
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from environs import EnvError  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except (EnvError, ImproperlyConfigured) as error:
        sys.exit(str(error))  # one line that names the setting, not a traceback


if __name__ == "__main__":
    main()
