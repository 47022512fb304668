"""Settings, read from the environment and from nowhere else.

Every name is listed in the README's deployment table (a test compares the two).
What is unsafe outside the demo is refused at start by checks.py, with an id and
a hint. Secrets are kept as the raw strings here; sealing/keys.py parses them.
"""

from pathlib import Path

import environ

from hatereport.languages.table import LANGUAGES as languages
from hatereport.logs import LOGGING as LOGGING

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

#: The demo runs on loopback only and loosens the second factor, mail and the age of directory rows; nothing else.
DEMO = env.bool("DEMO", default=False)
DEBUG = False

SECRET_KEY = env.str("SECRET_KEY", default="")
SEALING_KEYS = env.str("SEALING_KEYS", default="")
BLIND_KEYS = env.str("BLIND_KEYS", default="")
PEPPERS = env.str("PEPPERS", default="")
AUDIT_KEY = env.str("AUDIT_KEY", default="")

SERVICE_NAME = env.str("SERVICE_NAME", default="Report and support")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEMO else [])
_PORT = env.int("PORT", default=8000)
#: How a mail names this place, for no request is there to ask: the first of the hosts.
SITE_URL = f"http://127.0.0.1:{_PORT}" if DEMO else f"https://{next(iter(ALLOWED_HOSTS), '').lstrip('.')}"
EXIT_URL = env.str("EXIT_URL", default="https://www.bbc.co.uk/weather")
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
#: Outside the database on purpose: an anchor that lies beside the rows proves nothing about them.
AUDIT_ANCHOR_DIR = Path(env.str("AUDIT_ANCHOR_DIR", default=str(MEDIA_ROOT / "anchors")))
CLAMD_URL = env.str("CLAMD_URL", default="")
SMS_URL = env.str("SMS_URL", default="")
#: How many times the numbers of hatereport/crowding/doors.py each web process lets through before people wait a moment.
CROWD_FACTOR = env.float("CROWD_FACTOR", default=1.0)

# --- the house -------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "hatereport",
    "hatereport.sealing",
    "hatereport.audit",
    "hatereport.outbox",
    "hatereport.languages",
    "hatereport.formkit",
    "hatereport.crowding",
    "hatereport.demo",
    "partners",
    "incidents",
    "triage",
]

MIDDLEWARE = [
    "hatereport.logs.RequestLogMiddleware",
    "hatereport.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hatereport.languages.choosing.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partners.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hatereport.urls"
WSGI_APPLICATION = "hatereport.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hatereport.context.service",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

# --- engines ---------------------------------------------------------------------------------------------------------
_NO_ENGINE = "postgresql://nobody:nothing@127.0.0.1:1/none"
_ENGINE = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
DATABASES = {"default": env.db_url("DATABASE_URL", default=_NO_ENGINE) | _ENGINE}
if env.str("DATABASE_OWNER_URL", default=""):
    #: Migrates and owns tables, triggers and edges; never used by web or worker (rulings.md 3).
    DATABASES["owner"] = env.db_url("DATABASE_OWNER_URL")
BROKER_URL = env.str("BROKER_URL", default="redis://127.0.0.1:1/0")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
if EMAIL_CONFIG["EMAIL_FILE_PATH"]:  # caught mail: environ takes the first slash of the folder for the end of a host
    EMAIL_CONFIG["EMAIL_FILE_PATH"] = "/" + EMAIL_CONFIG["EMAIL_FILE_PATH"]
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 15  # seconds; the outbox tries again
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="no-reply@localhost")

# --- who signs in ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "partners.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/accounts/landing/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "partners.sign_in.ClosedDoorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anybody could make us write to anybody
#: Django's own: allauth's writes a row about the address, which then counts as unconfirmed.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  (a class, not a password)
#: Nothing by address. Wrong passwords and codes are counted by axes, by name.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
}
ACCOUNT_FORMS = {
    "login": "partners.sign_in_forms.SignInForm",
    "reauthenticate": "partners.sign_in_forms.PasswordAgainForm",
    "change_password": "partners.sign_in_forms.ChangePasswordForm",
    "reset_password": "partners.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "partners.sign_in_forms.NewPasswordForm",
}
MFA_ADAPTER = "partners.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "partners.sign_in_forms.SecondFactorForm",
    "reauthenticate": "partners.sign_in_forms.SecondFactorAgainForm",
    "activate_totp": "partners.sign_in_forms.SetUpAppForm",
    "deactivate_totp": "partners.sign_in_forms.SwitchOffAppForm",
    "generate_recovery_codes": "partners.sign_in_forms.NewRecoveryCodesForm",
    "add_webauthn": "partners.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "partners.sign_in_forms.RenamePasskeyForm",
    "reauthenticate_webauthn": "partners.sign_in_forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
#: A passkey is always asked to make sure of its person, so it is both steps in one gesture (partners/passkeys.py).
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": None}  # by address, of which all have one here; a passkey has nothing to guess
MFA_TOTP_ISSUER = SERVICE_NAME
#: By name only: an address is never stored, and a police station shares one (practice.md 25, protecting-people.md).
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "partners.sign_in.no_client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False  # it announces its version at every start
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "partners.sign_in.sign_in_name"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "code"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else whoever keeps guessing keeps the person out for good
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "hatereport.sealing.sessions.SealedSerializer"
#: Longer than anybody may stay signed in: partners/session_limits.py ends every sitting, and what was being sent then is
#: kept only while the row of the session is still there.
SESSION_COOKIE_AGE = 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
CSRF_COOKIE_AGE = None  # gone with the browser: no trace of a visit for a year on a shared device
CSRF_FAILURE_VIEW = "incidents.views.around.page_open_too_long"
_HOST = "" if DEMO else "__Host-"
SESSION_COOKIE_NAME = f"{_HOST}staff"
#: When the person was last there (partners/session_limits.py); the managed terminal, and who has shown a second factor
#: at it in this shift (partners/terminals.py).
SEEN_COOKIE = f"{_HOST}seen"
TERMINAL_COOKIE = f"{_HOST}terminal"
SHIFT_COOKIE = f"{_HOST}shift"
CSRF_COOKIE_NAME = f"{_HOST}token"
LANGUAGE_COOKIE_NAME = "language"
EASY_READ_COOKIE = "easy"
#: The half-done form, and the visit behind a return code: each its own short-lived cookie, never a Django session.
DRAFT_COOKIE = f"{_HOST}draft"
RETURN_COOKIE = f"{_HOST}visit"

# --- transport -------------------------------------------------------------------------------------------------------
#: `https` behind the proxy of a deployment; `http` only where the same machine asks (the demo).
SECURE_SSL_REDIRECT = False  # the proxy's work; the app never sees an unencrypted request it could redirect
SECURE_PROXY_SSL_HEADER = None if DEMO else ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not DEMO and host not in ("*",)]
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 3600
#: axes.W006: no client address is stored, so none can be locked out. security.W002: headers.py sets the header.
#: W005, W021: a force's other host names are not ours to promise for. W008: the proxy redirects.
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W002", "security.W005", "security.W008", "security.W021"]
#: Never to the temporary folder, where a file would lie in clear (checks.py E013).
FILE_UPLOAD_HANDLERS = ["incidents.evidence.arriving.InMemoryOnly"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# --- words and time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [(language.code, language.own_name) for language in languages]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/London"

# --- static ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static" / "collected"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- api -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "HateReport",
    "DESCRIPTION": "The same acts as the desk, for other police systems. No content leaves without an audit entry.",
    "VERSION": "1",
    "SERVE_PERMISSIONS": ["triage.api.door.AtTheDesk"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
