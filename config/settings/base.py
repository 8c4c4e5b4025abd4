"""Settings that every way of running shares.

Each value that a site changes comes from the environment; docs/settings.md lists them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from config.embedded.places import Places
from config.embedded.urls import RedisUrls
from config.settings import admin as _admin

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
IMPRIMATUR_STATE = Path(env.str("IMPRIMATUR_STATE", "") or BASE_DIR / "var").absolute()
_places = Places(IMPRIMATUR_STATE)

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

# --- the project's own settings -------------------------------------------------------------------------

# Dotted path of the adapter that answers the archive's questions; empty: everything is denied.
IMPRIMATUR_RIGHTS_GATE: str = env.str("IMPRIMATUR_RIGHTS_GATE", "licensing.gate.LicensingGate")
# An ISO date-time with offset at which all clocks of the project stand still; empty: the real time.
IMPRIMATUR_FIXED_CLOCK: str = env.str("IMPRIMATUR_FIXED_CLOCK", "")
# Hosts (host or host:port) that may be fetched although their address is private or loopback.
IMPRIMATUR_FETCH_ALLOWED_HOSTS: list[str] = env.list("IMPRIMATUR_FETCH_ALLOWED_HOSTS", [])
# How many images of an article are fetched for the rights metadata inside them; 0: none.
IMPRIMATUR_IMAGES_LOOKED_INTO: int = env.int(
    "IMPRIMATUR_IMAGES_LOOKED_INTO", 3, validate=validate.Range(0, 50)
)
# Hours between two looks at a site's robots.txt, TDMRep, ai.txt and RSL files, once a capture found them; 0: no looks.
IMPRIMATUR_WATCH_HOURS: int = env.int("IMPRIMATUR_WATCH_HOURS", 24, validate=validate.Range(0, 2160))
# How often in a row a watched address must fail before the officers are warned.
IMPRIMATUR_WATCH_FAILURES: int = env.int("IMPRIMATUR_WATCH_FAILURES", 3, validate=validate.Range(1, 100))
# Bytes of a file that is posted for ingestion: it is held in memory, never on disk, and taken in at once.
IMPRIMATUR_INGEST_UPLOAD_BYTES: int = env.int(
    "IMPRIMATUR_INGEST_UPLOAD_BYTES", 8 * 1024 * 1024, validate=validate.Range(1, 256 * 1024 * 1024)
)
# The web server listens here, on loopback.
IMPRIMATUR_PORT: int = env.int("IMPRIMATUR_PORT", 8000, validate=validate.Range(1, 65535))
# Whether a first start does the main job on the example article, so that there is something to look at.
IMPRIMATUR_FILL: bool = env.bool("IMPRIMATUR_FILL", default=True)

# --- apps -----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "archive",
    "licensing",
    "config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- servers --------------------------------------------------------------------------------------------

if env.str("DATABASE_URL", ""):
    _database: Any = env.dj_db_url("DATABASE_URL")
else:
    _database = dj_database_url.parse(_places.database_url)
if _database["ENGINE"] != "django.db.backends.postgresql":
    msg = "DATABASE_URL must name a PostgreSQL: postgresql://user@host:5432/name."
    raise ImproperlyConfigured(msg)
DATABASES: dict[str, Any] = {"default": _database}
if env.bool(
    "IMPRIMATUR_DB_POOL", default=False
):  # the web process asks for it; a command needs one connection
    _database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}

_redis = RedisUrls(env.str("REDIS_URL", "") or _places.redis_url)
if not _redis.usable:
    msg = "REDIS_URL must be like redis://host:6379/0, rediss://host:6379/0 or unix:///path."
    raise ImproperlyConfigured(msg)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _redis.cache,
        "KEY_PREFIX": "imprimatur",
    },
}

CELERY_BROKER_URL = _redis.broker
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task that ran longer than this without acknowledgement is handed out again; tasks are idempotent.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1800, "socket_keepalive": True}
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True  # a row is the queue and holds the result; the broker only rings
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_TASK_DEFAULT_QUEUE = "imprimatur"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"imprimatur": {}}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.int("IMPRIMATUR_WORKERS", 2, validate=validate.Range(1, 64))
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TIMEZONE = "UTC"
# The schedule is part of the program, so it stands here and not in a table. Seconds between two rings.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "captures that wait": {"task": "archive.tasks.sweep_captures", "schedule": 60.0},
    "ingestions that wait": {"task": "archive.tasks.sweep_ingestions", "schedule": 60.0},
    "articles to be linked": {"task": "archive.tasks.sweep_links", "schedule": 300.0},
    "tallies to be folded": {"task": "archive.tasks.fold_article_tallies", "schedule": 60.0},
    "full copies that are due": {"task": "archive.tasks.sweep_full_copies", "schedule": 60.0},
    "withdrawals that wait": {"task": "archive.tasks.sweep_withdrawals", "schedule": 30.0},
    "watches that are due": {"task": "archive.tasks.ring_watches", "schedule": 60.0},
    "checks that wait": {"task": "licensing.tasks.sweep_checks", "schedule": 60.0},
    "changes to be re-assessed": {"task": "licensing.tasks.sweep_reassessments", "schedule": 60.0},
    "names to be asked about": {"task": "licensing.tasks.ask_about_credits", "schedule": 900.0},
    "obligations overdue": {"task": "licensing.tasks.mark_overdue", "schedule": 3600.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(IMPRIMATUR_STATE / "beat")

# --- language and time ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("pl", _("Polish"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE: str = env.str("TIME_ZONE", "Europe/Warsaw")
if TIME_ZONE not in available_timezones():
    msg = f"TIME_ZONE={TIME_ZONE!r} is no time zone: write it like Europe/Warsaw."
    raise ImproperlyConfigured(msg)

# --- files, passwords, browser --------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = IMPRIMATUR_STATE / "static"
WHITENOISE_USE_FINDERS = True  # nothing to collect before a first start; prod turns it off

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

FILE_UPLOAD_HANDLERS = ["config.uploads.InMemoryUploads"]  # never a temporary file on disk

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- API ------------------------------------------------------------------------------------------------

# How often one consumer may ask: `120/min`, `5/s`, `900/hour`, `10000/day`; empty: as often as it likes.
IMPRIMATUR_API_RATE: str = env.str(
    "IMPRIMATUR_API_RATE", "120/min", validate=validate.Regexp(r"^([1-9][0-9]{0,8}/(s|min|hour|day))?$")
)

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["licensing.api.authentication.BearerToken"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["licensing.api.parsing.StrictJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["licensing.api.throttling.ConsumerThrottle"],
    "DEFAULT_THROTTLE_RATES": {"consumer": IMPRIMATUR_API_RATE or None},
    "DEFAULT_FILTER_BACKENDS": [],
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS is a 405: the schema tells more
    "EXCEPTION_HANDLER": "config.problems.answers.answer",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}


SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Imprimatur",
    "DESCRIPTION": "Asks what may be done with an archived article, on whose word, and hands out what may.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"persistAuthorization": False, "deepLinking": True, "validatorUrl": None},
    "ENUM_NAME_OVERRIDES": {
        "Outcome": "licensing.choices.OutcomeChoice",
        "CheckState": "licensing.choices.CheckState",
        "ObligationState": "licensing.choices.ObligationState",
        "CreditRole": "archive.choices.CreditRole",
        "IngestionFailure": "archive.choices.IngestionFailure",
        "PartKind": ["metadata", "text", "image"],
        "PremiseState": ["active", "inactive", "unknown"],
        "Audience": ["self", "internal", "public"],
    },
    "TAGS": [
        {"name": "decisions", "description": "Asking what may be done."},
        {"name": "articles", "description": "Finding articles and getting passages of them."},
        {"name": "ingestions", "description": "Taking articles in."},
        {"name": "vocabulary", "description": "What can be asked for."},
    ],
}

# --- admin ----------------------------------------------------------------------------------------------

UNFOLD: dict[str, Any] = _admin.UNFOLD

# --- log ------------------------------------------------------------------------------------------------

_level = env.str(
    "IMPRIMATUR_LOG_LEVEL", "INFO", validate=validate.OneOf(("DEBUG", "INFO", "WARNING", "ERROR"))
)
# To stderr, one line an event; never a request's or a page's body.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _level},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},  # at DEBUG it writes the headers of answers
        "trafilatura": {"level": "ERROR"},
    },
}
