"""One REDIS_URL, three uses: each library spells a unix socket in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit, urlunsplit


@dataclass(frozen=True)
class RedisUrls:
    """Addresses for broker and cache: the broker takes the database of `url` (0 unless told), the cache the next."""

    url: str

    @property
    def usable(self) -> bool:
        """Whether `url` is of a kind that is understood."""
        parts = urlsplit(self.url)
        number = (
            parse_qs(parts.query).get("db", ["0"])[0] if self._is_socket else parts.path.strip("/") or "0"
        )
        return parts.scheme in {"redis", "rediss", "unix"} and number.isdecimal()

    @property
    def database(self) -> int:
        """Number of the database that `url` names."""
        parts = urlsplit(self.url)
        if self._is_socket:
            return int(parse_qs(parts.query).get("db", ["0"])[0])
        return int(parts.path.strip("/") or 0)

    @property
    def broker(self) -> str:
        """Address as Celery spells it."""
        if self._is_socket:
            return f"redis+socket://{urlsplit(self.url).path}?virtual_host={self.database}"
        return self._with_database(self.database)

    @property
    def cache(self) -> str:
        """Address as redis-py spells it."""
        if self._is_socket:
            return f"unix://{urlsplit(self.url).path}?db={self.database + 1}"
        return self._with_database(self.database + 1)

    @property
    def _is_socket(self) -> bool:
        return urlsplit(self.url).scheme == "unix"

    def _with_database(self, number: int) -> str:
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc, f"/{number}", parts.query, ""))
