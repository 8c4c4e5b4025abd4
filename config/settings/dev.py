"""A single machine on loopback: what `make run` and `make demo` use."""

from __future__ import annotations

from config.embedded.secrets import installation_secret
from config.settings.base import *  # noqa: F403
from config.settings.base import IMPRIMATUR_STATE, SECRET_KEY

SECRET_KEY = SECRET_KEY or installation_secret(IMPRIMATUR_STATE)
