"""Under which account the servers run. PostgreSQL refuses root, so root lends them another."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.errors import EmbeddedError

_NOBODY = 65534


@dataclass(frozen=True)
class Account:
    """An account to start servers under.

    `uid` and `gid` are None where the servers keep the caller's. `prefix` stands before their command lines.
    """

    uid: int | None = None
    gid: int | None = None
    prefix: tuple[str, ...] = ()

    @property
    def owner(self) -> int:
        """User id that owns the servers' files, as seen from here."""
        return os.geteuid() if self.uid is None else self.uid

    def popen_options(self) -> dict[str, Any]:
        """Return what `subprocess` needs to start a program under this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def private_directory(self, path: Path) -> Path:
        """Make (or check) a directory that only this account may enter, and return it.

        Raises EmbeddedError when it is a link or belongs to somebody else.
        """
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = path.lstat().st_uid
        if path.is_symlink() or owner not in {
            self.owner,
            os.geteuid(),
            _NOBODY if os.geteuid() == 0 else self.owner,
        }:
            name = _name_of(owner)
            raise EmbeddedError(
                f"{path} belongs to {name}: run as {name}, or set IMPRIMATUR_STATE elsewhere."
            )
        if owner != self.owner:
            self._take_over(path)
        path.chmod(0o700)
        return path

    def _take_over(self, path: Path) -> None:
        """Give a tree to this account; root only (the way in to the checkout may have changed since last time)."""
        group = -1 if self.gid is None else self.gid
        os.chown(path, self.owner, group, follow_symlinks=False)
        for directory, names, files in os.walk(path):
            for name in (*names, *files):
                os.chown(Path(directory, name), self.owner, group, follow_symlinks=False)


def choose_account(*needed: Path) -> Account:
    """Choose the account: the caller's own, or for root `nobody`, who must be able to reach `needed`.

    Raises EmbeddedError when root can lend neither `nobody` nor a user namespace.
    """
    if os.geteuid() != 0:
        return Account()
    if all(_open_to_all(path) for path in needed):
        return Account(uid=_NOBODY, gid=_NOBODY)
    unshare = shutil.which("unshare")
    prefix = (unshare or "unshare", "--user", f"--map-user={_NOBODY}")
    if unshare and subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode == 0:  # noqa: S603
        return Account(prefix=prefix)
    closed = next(path for path in needed if not _open_to_all(path))
    raise EmbeddedError(
        f"PostgreSQL does not run as root, and no other account can reach {closed}: "
        "run as an ordinary user, or set IMPRIMATUR_STATE to a directory that all may enter."
    )


def _open_to_all(path: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents))


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
