"""A private PostgreSQL: made, started on a unix socket alone, and waited for."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from config.embedded.account import Account
from config.embedded.binaries import postgres_program
from config.embedded.child import Child, spawn
from config.embedded.errors import EmbeddedError
from config.embedded.places import DATABASE, Places

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# Nothing from the caller's shell: a stray PGDATA or LC_ALL must not steer the server.
_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # Statements and parameters hold text that must not reach a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",  # else the detail of a violated constraint quotes the row
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start_postgres(places: Places, account: Account, *, careless: bool, pass_fds: Sequence[int]) -> Child:
    """Start the server, making its cluster first where there is none. Returns at once.

    `careless` gives up safety against a power cut, for data that nobody will miss. Raises EmbeddedError.
    """
    if not (places.postgres_data / "PG_VERSION").exists():
        _make_cluster(places, account)
    account.private_directory(places.postgres_data)
    account.private_directory(places.postgres_run)
    _refuse_other_version(places.postgres_data)
    settings = (
        _SETTINGS | {"unix_socket_directories": str(places.postgres_run)} | (_CARELESS if careless else {})
    )
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return spawn(
        "PostgreSQL",
        [*account.prefix, postgres_program("postgres"), "-D", places.postgres_data, *options],
        stop_signal=signal.SIGINT,  # fast shutdown: open transactions are rolled back
        grace=4,
        log=places.state / "log" / "postgres.log",
        env=_ENVIRONMENT,
        pass_fds=pass_fds,
        options=account.popen_options(),
    )


def await_postgres(places: Places, child: Child, *, seconds: float = 60) -> None:
    """Wait until the server answers, and make the database where there is none.

    Raises EmbeddedError with the end of the log when the server ends or stays silent.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            known = _has_database(places)
        except psycopg.OperationalError:
            if child.ended() or time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL did not start:\n{child.last_words()}") from None
            time.sleep(0.03)
            continue
        if not known:
            _make_database(places)
        return


def _has_database(places: Places) -> bool:
    with _connect(places, "postgres") as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
    return found is not None


def _make_cluster(places: Places, account: Account) -> None:
    draft = (
        places.state / "postgres.new"
    )  # renamed when complete: an interrupted first start leaves no half cluster
    shutil.rmtree(draft, ignore_errors=True)
    account.private_directory(draft)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "-E", "UTF8"]
    program = str(postgres_program("initdb"))
    command = [*account.prefix, program, "-D", str(draft), "-U", DATABASE, "-A", "trust", "-N", *locale]
    done = subprocess.run(  # noqa: S603 - the project's own command line, no shell
        command,
        check=False,
        capture_output=True,
        text=True,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
        **account.popen_options(),
    )
    if done.returncode:
        raise EmbeddedError(f"PostgreSQL could not make its files:\n{done.stderr.strip()}")
    draft.rename(places.postgres_data)


def _make_database(places: Places) -> None:
    with _connect(places, "template1") as connection:  # so that every database made later has them
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    with _connect(places, "postgres") as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _connect(places: Places, name: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=str(places.postgres_run),
        port=5432,
        user=DATABASE,
        dbname=name,
        autocommit=True,
        connect_timeout=5,
    )


def _refuse_other_version(data: Path) -> None:
    version = (data / "PG_VERSION").read_text().strip()
    program = subprocess.run(  # noqa: S603 - the project's own command line, no shell
        [postgres_program("postgres"), "--version"], check=True, capture_output=True, text=True
    ).stdout
    if f") {version}." not in program and not program.strip().endswith(f") {version}"):
        raise EmbeddedError(
            f"{data} was made by PostgreSQL {version}, but here is {program.strip()}: set PG_BIN."
        )
