"""A site that others reach, behind a proxy that ends TLS. Nothing has a convenient default here."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import IMPRIMATUR_FIXED_CLOCK, SECRET_KEY, env

if not SECRET_KEY:
    msg = "SECRET_KEY must come from the environment in production."
    raise ImproperlyConfigured(msg)
if IMPRIMATUR_FIXED_CLOCK:
    msg = "IMPRIMATUR_FIXED_CLOCK is set: production answers at the real time only. Unset it."
    raise ImproperlyConfigured(msg)
for _name in ("DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS"):
    if not env.str(_name, ""):
        msg = f"{_name} must come from the environment in production."
        raise ImproperlyConfigured(msg)

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
