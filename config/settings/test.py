"""Settings of the test suite; the servers are started by the plugin tests.services before these load."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403
from config.settings.base import LOGGING, STATIC_ROOT

SECRET_KEY = "only-for-tests"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; no real password in tests
IMPRIMATUR_FIXED_CLOCK = ""
IMPRIMATUR_IMAGES_LOOKED_INTO = 0  # a test that looks into images says so
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
LOGGING["root"]["level"] = "WARNING"
CELERY_TASK_ALWAYS_EAGER = False
