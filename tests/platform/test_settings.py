from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, override_settings

from config.checks import fixed_clock_is_aware
from scripts.migration_names import badly_named

ROOT = Path(__file__).resolve().parent.parent.parent
READ = re.compile(r"""(?:env\.\w+|environ\.get)\(\s*["']([A-Z_]+)["']""")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "q9" * 30 + "-another-part",
    "ALLOWED_HOSTS": "archive.example.org",
    "DATABASE_URL": "postgresql://db.example.org/imprimatur",
    "REDIS_URL": "redis://valkey.example.org",
    "IMPRIMATUR_FIXED_CLOCK": "",
}


def load_production(**changes: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | PRODUCTION | changes
    code = "import django; django.setup()"
    return subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )


def test_every_setting_that_is_read_is_documented() -> None:
    sources = [*ROOT.glob("config/settings/*.py"), *ROOT.glob("config/embedded/*.py")]
    read = {name for source in sources for name in READ.findall(source.read_text())}
    documented = set(
        re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    )
    assert {"IMPRIMATUR_STATE", "IMPRIMATUR_FIXED_CLOCK", "SECURE_HSTS_SECONDS", "PG_BIN"} <= read
    assert read - documented == set()
    assert documented - read - {"DJANGO_SETTINGS_MODULE"} == set()


def test_production_starts_with_what_it_needs() -> None:
    assert load_production().returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS"])
def test_production_refuses_to_start_without(name: str) -> None:
    done = load_production(**{name: ""})
    assert done.returncode != 0
    assert f"{name} must come from the environment" in done.stderr


def test_production_refuses_a_fixed_clock() -> None:
    done = load_production(IMPRIMATUR_FIXED_CLOCK="2025-06-02T12:00:00+02:00")
    assert done.returncode != 0
    assert "IMPRIMATUR_FIXED_CLOCK" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IMPRIMATUR_PORT", "eighty"),
        ("IMPRIMATUR_PORT", "70000"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("IMPRIMATUR_LOG_LEVEL", "LOUD"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", "http://example.org"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_in_one_line_with_its_name(name: str, value: str) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", name: value}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("clock", "ids"),
    [
        ("", []),
        ("2025-06-02T12:00:00+02:00", []),
        ("2025-06-02T12:00:00", ["config.E001"]),
        ("yesterday", ["config.E001"]),
    ],
)
def test_a_fixed_clock_must_name_an_instant(clock: str, ids: list[str]) -> None:
    with override_settings(IMPRIMATUR_FIXED_CLOCK=clock):
        assert [message.id for message in fixed_clock_is_aware(None)] == ids


def test_nothing_is_loaded_from_elsewhere_and_only_the_admin_may_compile_scripts(client: Client) -> None:
    admin = client.get("/admin/login/").headers["Content-Security-Policy"]
    site = client.get("/").headers["Content-Security-Policy"]
    assert "'unsafe-eval'" in admin
    assert "'unsafe-eval'" not in site
    assert "//" not in admin + site


@pytest.mark.django_db
def test_the_sign_of_life_asks_database_and_cache(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_generated_migration_names_are_found() -> None:
    names = [
        "0001_parties",
        "0002_auto_20260101_1200",
        "0003_article_x_and_more",
        "parties",
        "0004_quota_counters",
    ]
    assert list(badly_named(names)) == ["0002_auto_20260101_1200", "0003_article_x_and_more", "parties"]
