from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from config.embedded.places import Places
from config.embedded.urls import RedisUrls


@pytest.mark.django_db
def test_the_database_is_a_recent_postgresql_with_the_extensions_in_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        assert cursor.fetchone()[0] >= 170000
        cursor.execute("SELECT extname FROM pg_extension")
        assert {"btree_gist", "pg_trgm", "unaccent"} <= {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_its_log_never_quotes_a_row_that_a_constraint_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('log_error_verbosity'), current_setting('log_min_error_statement')"
        )
        assert cursor.fetchone() == ("terse", "panic")


def test_the_cache_is_a_real_server() -> None:
    cache.set("question", "answer", 5)
    assert cache.get("question") == "answer"


def test_a_long_or_odd_path_gets_its_sockets_elsewhere() -> None:
    plain, odd, long = (Places(Path(name)) for name in ("/srv/a/var", "/srv/a b/var", "/srv/" + "x" * 90))
    assert plain.run == Path("/srv/a/var/run")
    assert odd.run.parent == long.run.parent == Path("/tmp")  # noqa: S108
    assert odd.run != long.run
    assert len(os.fsencode(long.postgres_run / ".s.PGSQL.5432.lock")) < 107


@pytest.mark.parametrize(
    ("url", "broker", "cache_url"),
    [
        ("unix:///run/v.sock", "redis+socket:///run/v.sock?virtual_host=0", "unix:///run/v.sock?db=1"),
        ("redis://h:6379", "redis://h:6379/0", "redis://h:6379/1"),
        ("rediss://u:p@h:6380/4", "rediss://u:p@h:6380/4", "rediss://u:p@h:6380/5"),
    ],
)
def test_one_address_serves_broker_and_cache(url: str, broker: str, cache_url: str) -> None:
    assert RedisUrls(url).broker == broker
    assert RedisUrls(url).cache == cache_url
