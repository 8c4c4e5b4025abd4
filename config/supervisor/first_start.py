"""What a database needs before it is served: its schema, a first user and, when it is empty, the main job done once."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.embedded.child import Child, stop_together
from config.embedded.places import Places
from config.embedded.secrets import write_secret

ADMIN = "admin"


def migrate_if_needed() -> bool:
    """Bring the schema up to date; tell whether there was anything to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def admin_password(places: Places) -> str | None:
    """Return the first user's generated password, making user and password where no superuser exists.

    None once somebody changed it; the file that held it is removed then.
    """
    users = get_user_model().objects
    if not users.filter(is_superuser=True).exists():
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=ADMIN, password=password)
        write_secret(places.admin_password, password, replace=True)
        return password
    if not places.admin_password.exists():
        return None
    password = places.admin_password.read_text().strip()
    user = users.filter(username=ADMIN).first()
    if user is not None and user.check_password(password):
        return password
    places.admin_password.unlink()
    return None


def fill_if_empty(places: Places, start: Callable[[], Child]) -> int:
    """Do the main job once in this installation, in the process that `start` starts.

    Returns its exit code, 0 when there was nothing to do.
    """
    done = places.state / "filled"
    if done.exists() or not settings.IMPRIMATUR_FILL or "demo" not in get_commands():
        return 0
    child = start()
    try:
        code = child.process.wait()
    finally:
        stop_together([child])
    if code == 0:
        done.touch()
    return code
