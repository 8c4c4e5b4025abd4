"""Where an installation keeps things, worked out from its state directory alone.

Every command of the same user finds the running servers of a checkout this way, with nothing to configure.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "imprimatur"
_LONGEST_RUN = 80  # bytes: a socket's address ends at 107, with /pg/.s.PGSQL.5432 in it
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Places:
    """The paths below (or for) one absolute state directory. Creates nothing."""

    state: Path

    @property
    def run(self) -> Path:
        """Directory of the sockets: in the state directory, or under /tmp when that is too long or too odd."""
        inside = self.state / "run"
        if len(os.fsencode(inside)) <= _LONGEST_RUN and _PLAIN.fullmatch(str(inside)):
            return inside
        digest = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:16]
        # A fixed place, since every command has to find it again; its owner is checked before use.
        return Path(f"/tmp/imprimatur-{os.getuid()}-{digest}")  # noqa: S108

    @property
    def postgres_data(self) -> Path:
        """The database cluster."""
        return self.state / "postgres"

    @property
    def valkey_data(self) -> Path:
        """The broker's append-only file."""
        return self.state / "valkey"

    @property
    def postgres_run(self) -> Path:
        """Directory of PostgreSQL's socket, only for the servers' account."""
        return self.run / "pg"

    @property
    def valkey_run(self) -> Path:
        """Directory of Valkey's socket, only for the servers' account."""
        return self.run / "kv"

    @property
    def valkey_socket(self) -> Path:
        """Valkey's socket."""
        return self.valkey_run / "valkey.sock"

    @property
    def database_url(self) -> str:
        """Address of the private database, its socket directory percent-encoded."""
        return f"postgresql://{DATABASE}@{quote(str(self.postgres_run), safe='')}:5432/{DATABASE}"

    @property
    def redis_url(self) -> str:
        """Address of the private Valkey."""
        return f"unix://{self.valkey_socket}"

    @property
    def admin_password(self) -> Path:
        """The generated password of the first user, until it is changed."""
        return self.state / "admin-password"

    @property
    def secret_key(self) -> Path:
        """The random key of this installation."""
        return self.state / "secret-key"

    @property
    def lock(self) -> Path:
        """Held as long as anything of this installation runs."""
        return self.state / "lock"
