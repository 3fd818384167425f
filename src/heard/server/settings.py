"""Django's settings, from `config.py`."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONCE, NONE, SELF

from heard.core.people import network
from heard.media.engines import installed
from heard.server.config import given
from heard.server.mailserver import mail_server
from heard.server.places import data_folder, kept_key
from heard.server.readers import host_of

# So that a form may say of what model it is: `forms.ModelForm[Story]`.
django_stubs_ext.monkeypatch()

# Whatever this process writes is its owner's alone, whoever starts it: recordings, letters, the database, copies of it.
os.umask(0o077)
HEARD = given()
DATA = data_folder(HEARD["HEARD_DATA"])


def _secret_key() -> str:
    """The key from the environment, or one made at the first start and kept where only the host can read it."""
    return HEARD["HEARD_SECRET_KEY"] or kept_key(DATA / "secret-key")


def _database() -> dict[str, Any]:
    """PostgreSQL by one setting, else SQLite. IMMEDIATE transactions keep concurrent writers from failing."""
    if HEARD["DATABASE_URL"]:
        return dict(dj_database_url.parse(HEARD["DATABASE_URL"], conn_max_age=600, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "heard.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Secure delete: what is deleted is overwritten with zeros, not only marked as free.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;",
        },
        # Tests use a file, as the site does: threads and a browser's server share it.
        "TEST": {"NAME": DATA / "test.sqlite3"},
    }


def _email() -> dict[str, Any]:
    """Everything that is sent goes into the queue; the worker carries it on."""
    if not HEARD["HEARD_EMAIL_URL"]:
        return {"HEARD_CARRIER": "heard.apps.mailing.outbox.Outbox", "EMAIL_FILE_PATH": DATA / "outbox"}
    server = mail_server(HEARD["HEARD_EMAIL_URL"]).as_settings()
    return {"HEARD_CARRIER": "heard.apps.mailing.smtp.Smtp", **server}


SECRET_KEY = _secret_key()
DEBUG = HEARD["HEARD_DEBUG"]
ALLOWED_HOSTS = [host_of(url) for url in HEARD["HEARD_SITE_URL"]] or ["127.0.0.1", "localhost"]
# Where links in e-mails lead, without a slash at the end.
SITE_URL = [*HEARD["HEARD_SITE_URL"], f"http://127.0.0.1:{HEARD['PORT']}"][0]
IS_HTTPS = SITE_URL.startswith("https:")
ROOT_URLCONF = "heard.server.urls"
WSGI_APPLICATION = "heard.server.wsgi.application"

INSTALLED_APPS = [
    "heard.server",
    "heard.web",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "heard.apps.hosting",
    "heard.apps.furnishing",
    "heard.apps.leaving",
    "heard.apps.moving",
    "heard.apps.moderating",
    "heard.apps.agreeing",
    "heard.apps.connecting",
    "heard.apps.publishing",
    "heard.apps.browsing",
    "heard.apps.sharing",
    "heard.apps.exploring",
    "heard.apps.understanding",
    "heard.apps.conversing",
    "heard.apps.hiding",
    "heard.apps.helping",
    "heard.apps.writing",
    "heard.apps.correcting",
    "heard.apps.transcribing",
    "heard.apps.wording",
    "heard.apps.telling",
    "heard.apps.joining",
    "heard.apps.mailing",
    "heard.apps.journal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # For pages that editors write, and for nothing else.
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "wagtail.search",
    "django_filters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "heard.server.compression.GZipPages",
    "heard.web.middleware.NotListed",
    "heard.web.middleware.SecretAddresses",
    "heard.web.middleware.NothingKept",
    "heard.apps.telling.middleware.SpeaksTus",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "heard.web.languages.Offered",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "heard.web.middleware.PlainProblems",
    "heard.apps.joining.middleware.SafelySignedIn",
    "heard.apps.moving.middleware.OldAddresses",
]
CSRF_FAILURE_VIEW = "heard.web.problems.stale_form"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["heard.web.templatetags.built", "heard.web.templatetags.moments"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "heard.web.context.site",
            ],
        },
    }
]

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What counts how often somebody tried to sign in, for all processes. Unless it is told otherwise, it forgets a third of
# them as soon as there are 300: whoever comes from many addresses could have their own count forgotten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "joining.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "heard.apps.joining.passwords.NotEndless"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "heard.apps.joining.queries.name_of"
ACCOUNT_ADAPTER = "heard.apps.joining.adapter.Door"
ACCOUNT_FORMS = {"signup": "heard.apps.joining.forms.JoinForm"}
# An address is proved by a code in an e-mail as soon as the host has said how e-mail is sent. A code, not a link: it
# can be read on another device, and whoever joins with a passkey goes on where they are.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if HEARD["HEARD_EMAIL_URL"] else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(HEARD["HEARD_EMAIL_URL"])
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60  # seconds
# Whoever's password, address or passkey changes hears of it, in case it was not they.
ACCOUNT_EMAIL_NOTIFICATIONS = bool(HEARD["HEARD_EMAIL_URL"])
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_RATE_LIMITS = {
    # Fewer than twenty a minute from one address. Wrong passwords are counted for an address and an account together,
    # so that nobody can lock out somebody else.
    "login": "19/m/ip",
    "login_failed": "19/m/ip,5/5m/key",
    "signup": "19/m/ip",
    "reset_password": "19/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "heard.apps.joining.adapter.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = not HEARD["HEARD_EMAIL_URL"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # localhost, where people try things out
MFA_TOTP_TOLERANCE = 1  # clocks of phones go wrong
MFA_RATE_LIMITS = {"webauthn_login": "19/m/ip"}  # as for passwords
MFA_FORMS = {
    "add_webauthn": "heard.apps.joining.passkeys.AddPasskey",
    "login_webauthn": "heard.apps.joining.passkeys.LogIn",
    "authenticate_webauthn": "heard.apps.joining.passkeys.Authenticate",
    "reauthenticate_webauthn": "heard.apps.joining.passkeys.Reauthenticate",
}

# The human check: a key of its own, so that what it signs is good for nothing else.
ALTCHA_HMAC_SECRET = hashlib.sha256(f"heard.altcha {SECRET_KEY}".encode()).hexdigest()

DEFAULT_FROM_EMAIL = HEARD["HEARD_EMAIL_FROM"]
EMAIL_BACKEND = "heard.apps.mailing.backend.Queue"
EMAIL_TIMEOUT = 20  # seconds
HEARD_CARRIER: str = ""  # the backend that carries what is in the queue
HEARD_MAIL_IS_HERE: bool = False  # whether it carries it no further than this machine
globals().update(_email())

LANGUAGES = list(network.LANGUAGES.items())  # which of them are offered the host says
LANGUAGE_CODE = network.Network.languages[0]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE = "language", 365 * 24 * 3600  # seconds
USE_I18N = True
USE_TZ = True
TIME_ZONE = HEARD["HEARD_TIME_ZONE"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
data_folder(STATIC_ROOT)  # WhiteNoise looks there before anything was collected
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "heard.server.storage.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 60
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # wavesurfer.js writes one style element, which carries the page's nonce.
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = HEARD["HEARD_SITE_URL"] if IS_HTTPS else []
if IS_HTTPS:
    # Browsers keep a cookie of this name only over HTTPS, and from this host alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
# Redirecting to HTTPS, and what holds for other names under the domain, are for the web server in front.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]

# A form with a whole transcript in it holds one field a paragraph.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024**2
FILE_UPLOAD_TEMP_DIR = DATA / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024**2  # a photograph from a phone, which anybody may send of themselves
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "heard.server.uploads.LimitedUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

# Everything that matters goes to standard error, where the system's own log finds it. Django's line about a fault is
# left out: web/problems.py writes one, without the address, in which somebody's private link may stand.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "CRITICAL"},
        "django.server": {"handlers": [], "level": "WARNING"},
    },
}

# Its date is when the host last changed what they say of the network (web/network.py).
NETWORK_CHANGED = DATA / "network-changed"

# Its date is that of the last backup (`heard backup`).
LAST_BACKUP = DATA / "last-backup"
# Whoever knows what is in it may become the first host (`heard start` tells them).
BEGIN_SECRET = DATA / "begin-secret"

# Wagtail, for the pages that editors write: in their own network it asks nobody else anything, knows no password, and
# leaves people, groups and permissions to us.
WAGTAIL_SITE_NAME = "Heard"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "/account/login/"
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "publishing.PagePicture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024**2
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "publishing.PageFile"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt", "csv", "xlsx", "ods", "pptx", "odp"]

# What may be chosen on a page, which never asks the rooms with the sound itself.
SPEECH_MODELS = installed()
