"""Django's settings, read from `HOMEWARD_*` in the environment; docs/operations.md lists them all."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from homeward.website import environment

_HERE: Final = Path(__file__).parent

# What kind of installation this is ------------------------------------------------------------------------------------

UNSAFE_SECRET_KEY: Final = "not a secret: for tests and a look on this machine only"
SECRET_KEY = environment.text("HOMEWARD_SECRET_KEY", UNSAFE_SECRET_KEY)
DEBUG = environment.yes_no("HOMEWARD_DEBUG", False)
HOMEWARD_DEMO = environment.yes_no("HOMEWARD_DEMO", False)
HOMEWARD_AGENCY = environment.text("HOMEWARD_AGENCY", "Homeward")
HOMEWARD_MANUAL = environment.text("HOMEWARD_MANUAL", "wi_dmcps")
HOMEWARD_RATING_SCALES = environment.text("HOMEWARD_RATING_SCALES", "")
HOMEWARD_CONSULTATION_GUIDES = environment.text("HOMEWARD_CONSULTATION_GUIDES", "")
HOMEWARD_CONCURRENT_WORDINGS = environment.text("HOMEWARD_CONCURRENT_WORDINGS", "")
HOMEWARD_WICWA_WORDINGS = environment.text("HOMEWARD_WICWA_WORDINGS", "")
HOMEWARD_DATA = environment.folder("HOMEWARD_DATA", "build/site")
HOMEWARD_SITE_URL = environment.text("HOMEWARD_SITE_URL", "").rstrip("/")
HTTPS = environment.yes_no("HOMEWARD_HTTPS", True) and not DEBUG

# What it is made of ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "homeward.website",
    "homeward.workforce",
    "homeward.audit",
    "homeward.casefile",
    "homeward.obligations",
    "homeward.wicwa",
    "homeward.family",
    "homeward.permanency",
    "homeward.extracts",
    "homeward.administration",
    "homeward.resources",
    "homeward.roundtables",
    "homeward.documents",
    "homeward.worklists",
    "homeward.learning",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "homeward.audit.origin.OriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "homeward.website.session.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "homeward.roundtables.invitations.confined.GuestsStayInside",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "homeward.website.urls"
WSGI_APPLICATION = "homeward.website.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": environment.database("HOMEWARD_DATABASE", f"sqlite:{HOMEWARD_DATA / 'homeward.sqlite3'}")}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["homeward.website.templatetags.homeward"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "homeward.website.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "homeward.website.forms.Uswds"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language and time ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("HOMEWARD_TIME_ZONE", "America/Chicago")

# Static files: with hashed names where `homeward serve` has collected them, as they lie otherwise --------------------

STATIC_URL = "/static/"
_COLLECTED = environment.text("HOMEWARD_STATIC", "")
STATIC_ROOT = _COLLECTED or None
_STATIC_STORAGE: Final = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if _COLLECTED
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = not _COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Who is let in --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "workforce.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "first_name", "last_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "homeward.website.sign_in.ByInvitation"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # An administrator invites people to the address that she knows.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # No e-mail goes to an address that anybody may write into a form.
ACCOUNT_FORMS = {"reset_password": "homeward.website.sign_in.ForgottenPassword"}
MFA_ADAPTER = "homeward.website.sign_in.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
HOMEWARD_SECOND_FACTOR = environment.words("HOMEWARD_SECOND_FACTOR")
HOMEWARD_SECOND_FACTOR_FROM = environment.day("HOMEWARD_SECOND_FACTOR_FROM")

SOCIALACCOUNT_ADAPTER = "homeward.website.sign_in.ByProvider"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
_OIDC_SERVER = environment.text("HOMEWARD_OIDC_SERVER", "")


def provider(server: str, name: str, client: str, secret: str) -> dict[str, Any]:
    """The agency's provider of OpenID Connect, as allauth has it."""
    settings = {"server_url": server}
    app = {"provider_id": "agency", "name": name, "client_id": client, "secret": secret, "settings": settings}
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


SOCIALACCOUNT_PROVIDERS: dict[str, Any] = (
    provider(
        _OIDC_SERVER,
        environment.text("HOMEWARD_OIDC_NAME", "your agency's account"),
        environment.text("HOMEWARD_OIDC_CLIENT"),
        environment.text("HOMEWARD_OIDC_SECRET"),
    )
    if _OIDC_SERVER
    else {}
)

# How often one may try to sign in is counted here, and which codes of an app were used: once for all server processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "website_sign_in_attempts",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# How long, and for whom, a session lasts ------------------------------------------------------------------------------

_HALF_AN_HOUR: Final = 30
SESSION_COOKIE_AGE = 60 * environment.whole_number("HOMEWARD_SESSION_MINUTES", _HALF_AN_HOUR, least=1)
SESSION_ENGINE = "homeward.website.session_store"  # Every page starts the time anew (website/session.py).
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "homeward.website.errors.form_expired"
CSRF_TRUSTED_ORIGINS = environment.words("HOMEWARD_ORIGINS")

# What a browser may do with a page ------------------------------------------------------------------------------------

ALLOWED_HOSTS = environment.words("HOMEWARD_HOSTS", "localhost,127.0.0.1")
HOMEWARD_BEHIND_PROXY = environment.yes_no("HOMEWARD_BEHIND_PROXY", False)
SECURE_SSL_REDIRECT = (
    HTTPS and HOMEWARD_BEHIND_PROXY
)  # gunicorn itself speaks no HTTPS: without a proxy it would go in a circle
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
X_FRAME_OPTIONS = "DENY"
if HOMEWARD_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

_SIGN_IN_ELSEWHERE: Final = ["{0.scheme}://{0.netloc}".format(urlsplit(_OIDC_SERVER))] if _OIDC_SERVER else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # Chromium checks this along the redirect to the provider too.
        "form-action": ["'self'", *_SIGN_IN_ELSEWHERE],
    }
}

# What is done in the background --------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# What people send -----------------------------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "homeward.website.uploads.WithinLimit",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
HOMEWARD_EXTRACT_MEGABYTES = environment.whole_number("HOMEWARD_EXTRACT_MEGABYTES", 500, least=1)
HOMEWARD_TIMETABLE_DAYS = environment.whole_number("HOMEWARD_TIMETABLE_DAYS", 90, least=1)
HOMEWARD_EXTRACT_DAYS = environment.whole_number("HOMEWARD_EXTRACT_DAYS", 14, least=1)

# When somebody is told ------------------------------------------------------------------------------------------------

HOMEWARD_RAISED_TO_SUPERVISOR_DAYS = environment.whole_number("HOMEWARD_RAISED_TO_SUPERVISOR_DAYS", 14, least=1)
HOMEWARD_RAISED_TO_CONSULTANT_DAYS = environment.whole_number("HOMEWARD_RAISED_TO_CONSULTANT_DAYS", 28, least=1)
HOMEWARD_HEARING_NEAR_DAYS = environment.whole_number("HOMEWARD_HEARING_NEAR_DAYS", 30, least=1)
HOMEWARD_CERTIFICATION_DAYS = environment.whole_number("HOMEWARD_CERTIFICATION_DAYS", 90, least=1)

# What goes out --------------------------------------------------------------------------------------------------------

EMAIL_HOST = environment.text("HOMEWARD_MAIL_HOST", "")
EMAIL_BACKEND = environment.text(
    "HOMEWARD_MAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)
EMAIL_PORT = environment.whole_number("HOMEWARD_MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("HOMEWARD_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("HOMEWARD_MAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.yes_no("HOMEWARD_MAIL_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("HOMEWARD_MAIL_FROM", "homeward@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "homeward.website.log_lines.WithoutValues",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
