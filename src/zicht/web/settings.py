# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Settings. Everything that differs between installations comes from the environment; docs/settings.md lists it.

Importing this module starts nothing and needs no running database.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from zicht.base.pgroles import connections as database_connections

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "ja"}


def _words(name: str, default: str = "") -> list[str]:
    return os.environ.get(name, default).split()


# The demo region: invented people, a page to step into one of them. Never on together with real data.
DEMO = _flag("ZICHT_DEMO")
HTTPS = _flag("ZICHT_HTTPS")
DEBUG = False

# Without a key from the environment each process has its own; `zicht serve` refuses to start that way.
SECRET_KEY = os.environ.get("ZICHT_SECRET_KEY") or secrets.token_urlsafe(50)
SECRET_KEY_GIVEN = bool(os.environ.get("ZICHT_SECRET_KEY"))
SECRET_KEY_FALLBACKS = _words("ZICHT_OLD_SECRET_KEYS")

ALLOWED_HOSTS = _words("ZICHT_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = _words("ZICHT_ORIGINS")

# Master keys that wrap the keys of records, the current one first: "name:base64 name:base64" (32 bytes each).
MASTER_KEYS = os.environ.get("ZICHT_MASTER_KEYS", "")
# The store with the keys of records, and its own backup; apart from the database. Empty: in the data directory.
KEY_STORE = os.environ.get("ZICHT_KEY_STORE", "")
KEY_BACKUP = os.environ.get("ZICHT_KEY_BACKUP", "")

# What this instance's register is: one region, or the nation. Every figure says so.
# Counting refusals waits for a privacy officer: off means that nothing is sent, taken in or shown.
COUNT_REFUSALS = os.environ.get("ZICHT_COUNT_REFUSALS", "") == "1"
REGISTER_SCOPE = os.environ.get("ZICHT_REGISTER_SCOPE", "region")
REGISTER_PLACE = os.environ.get("ZICHT_REGISTER_PLACE", "")

# Keys shared with other instances, by name: "national:BASE64URL other:BASE64URL" (32 bytes each).
EXCHANGE_KEYS = dict(pair.split(":", 1) for pair in _words("ZICHT_EXCHANGE_KEYS"))

INSTALLED_APPS = [
    "zicht.web.apps.WebConfig",
    "zicht.policy.apps.PolicyConfig",
    "zicht.monitor.apps.MonitorConfig",
    "zicht.casework.apps.CaseworkConfig",
    "zicht.register.apps.RegisterConfig",
    "zicht.exchange.apps.ExchangeConfig",
    "zicht.access.apps.AccessConfig",
    "zicht.base.apps.BaseConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zicht.web.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "zicht.web.middleware.SizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "zicht.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zicht.access.middleware.ContextMiddleware",
]

ROOT_URLCONF = "zicht.web.urls"
WSGI_APPLICATION = "zicht.web.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zicht.web.layout.layout",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

_app, _owner = database_connections(os.environ)
for _database in (_app, _owner):
    _database.setdefault("CONN_MAX_AGE", 60)
    _database.setdefault("CONN_HEALTH_CHECKS", True)
# ATOMIC_REQUESTS stays on: it takes back a view that fails inside the middleware's transaction.
_app["ATOMIC_REQUESTS"] = True
DATABASES = {"default": _app, "owner": _owner}

AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "zicht.access.passwords.OwnWordsValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "front"

ACCOUNT_ADAPTER = "zicht.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# No mail to an address that nobody here has: anybody could let us write to anybody.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "zicht.web.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zicht"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Passkeys over plain http work on localhost only; the demo needs that.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO and not HTTPS

# How many proxies stand in front; their X-Forwarded-For entries are believed, no others (rate limits).
ZICHT_PROXIES = int(os.environ.get("ZICHT_PROXIES", "0"))
# The sign-in library counts by address as well: without this everybody behind a proxy would share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = ZICHT_PROXIES

# A session ends after so many minutes of doing nothing, and after so many hours whatever one does.
ZICHT_IDLE_MINUTES = max(1, int(os.environ.get("ZICHT_IDLE_MINUTES", "30")))
ZICHT_SESSION_HOURS = max(1, int(os.environ.get("ZICHT_SESSION_HOURS", "8")))
SESSION_ENGINE = "zicht.access.sessionstore"
SESSION_COOKIE_AGE = ZICHT_SESSION_HOURS * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-zicht" if HTTPS else "zicht"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "zicht.web.errors.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then post forms with "Origin: null" and the forgery check refuses them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# Shared by all processes: rate limits count once. Holds keyed digests and counters, no personal data.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "KEY_FUNCTION": "zicht.web.quiet.cache_key",
        # With the library's 300 entries counters would be thrown away and limits would leak.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
# Served straight from the packages: nothing to collect, no step to forget.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Programs: JSON only, nobody signed in by the framework (the door does that), errors as problem documents.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "zicht.casework.api.problems.answer",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {"SCHEMA_PATH_PREFIX": "/api/v1", "COMPONENT_SPLIT_REQUEST": True, "OAS_VERSION": "3.0.3"}

# Fonts for documents: the same open family as the pages, as files that a PDF can hold.
DOCUMENT_FONTS = PACKAGE / "web" / "static" / "zicht" / "vendor" / "source-sans-3"

# Without a back end no mail goes anywhere: on the console it would leave addresses and links in the log.
MAIL = bool(os.environ.get("ZICHT_EMAIL_BACKEND"))
EMAIL_BACKEND = os.environ.get("ZICHT_EMAIL_BACKEND") or "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("ZICHT_FROM", "zicht@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Log lines carry states, codes and keys; never what somebody typed.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "zicht.web.quiet.QuietFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
