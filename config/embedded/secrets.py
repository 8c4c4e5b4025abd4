"""Secrets that belong to one installation, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.embedded.places import Places


def installation_secret(state: Path) -> str:
    """Return the random key of this installation, made at the first call.

    Raises ImproperlyConfigured where the state directory belongs to somebody else.
    """
    path = Places(state).secret_key
    try:
        if not path.exists():
            write_secret(path, secrets.token_urlsafe(48))
        return path.read_text().strip()
    except PermissionError as error:
        msg = f"{state} belongs to another account ({error.filename}): run as that, or set IMPRIMATUR_STATE elsewhere."
        raise ImproperlyConfigured(msg) from error


def write_secret(path: Path, text: str, *, replace: bool = False) -> None:
    """Write `text` to a file of mode 0600. Without `replace` the first of two processes that race for it wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text + "\n")
    if replace:
        draft.replace(path)
        return
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
