"""All settings of the portal, fed from the environment (docs/settings.md lists them)."""

from pathlib import Path

from portal import env
from portal.accounts.social import configured

BASE_DIR = Path(__file__).resolve().parent.parent

# The house
HOME = Path(env.text("BEAMFINDER_HOME", str(BASE_DIR / "var"))).resolve()
PRODUCTION = env.boolean("PRODUCTION", False)
DEBUG = env.boolean("DEBUG", False)
PORT = env.integer("PORT", 8000, least=1, most=65535)
SITE_NAME = env.text("SITE_NAME", "Beamfinder")
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
if not env.address(SITE_URL, "http", "https"):
    env.wrong(f"SITE_URL is {SITE_URL!r}: write an address such as https://data.example.org")
ADMIN_EMAIL = env.text("ADMIN_EMAIL", "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECRET_KEY = env.secret("SECRET_KEY", "" if PRODUCTION else "for-trying-out-only-" + "x" * 40)
if not SECRET_KEY:
    env.wrong("SECRET_KEY (or SECRET_KEY_FILE) must be set when PRODUCTION is on")

# Where things are kept
DATABASES = {"default": env.database("DATABASE_URL", HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SEARCH_URL = env.secret("SEARCH_URL", f"tantivy:{HOME / 'index'}")
if env.address(SEARCH_URL, "http", "https"):
    env.needs("SEARCH_URL", "elasticsearch")
elif not SEARCH_URL.startswith("tantivy:"):
    env.wrong("SEARCH_URL must be tantivy:PATH or the https:// address of a cluster")
SEARCH_INDEX = env.text("SEARCH_INDEX", "beamfinder")
BROKER_URL = env.secret("BROKER_URL")
if BROKER_URL:
    env.needs("BROKER_URL", "celery")
    if not env.address(BROKER_URL, "redis", "rediss"):
        env.wrong("BROKER_URL must look like redis://host:6379/0")

# What is only counted or remembered for a while: by all processes together, or by each alone
CACHES = {"default": env.cache(BROKER_URL)}

# Harvesting
HARVEST_ALLOWED_HOSTS = env.words("HARVEST_ALLOWED_HOSTS")
HARVEST_INTERVAL_HOURS = env.integer("HARVEST_INTERVAL_HOURS", 24, least=1)
REMAP = "harvest.pipeline.remap"  # for those who may not know harvest

# Being harvested: /oai
OAI_NAMESPACE = env.text("OAI_NAMESPACE", "beamfinder.example")
if not env.domain(OAI_NAMESPACE):
    env.wrong(f"OAI_NAMESPACE is {OAI_NAMESPACE!r}: write a domain name such as data.example.org")
OAI_PAGE_SIZE = env.integer("OAI_PAGE_SIZE", 200, least=1, most=2000)
OAI_TOKEN_DAYS = env.integer("OAI_TOKEN_DAYS", 7, least=1, most=365)
OAI_AT_ONCE = env.integer("OAI_AT_ONCE", 2, least=1)

# Registering DOIs
DATACITE_URL = env.text("DATACITE_URL", "https://api.datacite.org").rstrip("/")
SANDBOX_URL = env.text("SANDBOX_URL").rstrip("/")
if not env.address(DATACITE_URL, "https"):  # accounts' passwords go there
    env.wrong(
        f"DATACITE_URL is {DATACITE_URL!r}: write https://api.datacite.org or another https://"
    )
if SANDBOX_URL and not env.address(SANDBOX_URL, "http", "https"):
    env.wrong(f"SANDBOX_URL is {SANDBOX_URL!r}: write an address such as http://registrar:8001")

# Exports of whole search results
EXPORTS_AT_ONCE = env.integer("EXPORTS_AT_ONCE", 2, least=1)

# Where the facilities' files can be downloaded, when their catalogues don't tell
FILE_ADDRESSES = env.file_addresses(env.words("FILE_ADDRESSES"))

# Mail: to files unless a server is named
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587, least=1)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.boolean("EMAIL_TLS", True)
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "beamfinder@localhost")
EMAIL_FILE_PATH = str(HOME / "mail")
EMAIL_TIMEOUT = 10  # seconds that the worker waits for the mail server
EMAIL_BACKEND = (
    "portal.mail.smtp.SmtpBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "portal.accounts.social",
    "portal",
    "portal.catalogue",
    "portal.mail",
    "portal.dictionary",
    "harvest",
    "search",
    "search.saved",
    "publishing",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.web.security.policies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.dictionary.current.following",
    "publishing.carts.logins.cookies_of_logins",
]

ROOT_URLCONF = "portal.urls"
CSRF_FAILURE_VIEW = "portal.web.errors.csrf_failed"
WSGI_APPLICATION = "portal.wsgi.application"
APPEND_SLASH = False

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
            ],
        },
    },
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.folder(Path(env.text("STATIC_ROOT", str(HOME / "static"))).resolve())
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Accounts (portal/accounts): by confirmed e-mail. Staff may also log in at /admin/ by name.
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
SESSION_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "portal.accounts.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True

# Logging in elsewhere (portal/accounts/social): with ORCID, and by OpenID Connect
ORCID_CLIENT_ID = env.text("ORCID_CLIENT_ID")
ORCID_SECRET = env.secret("ORCID_SECRET")
ORCID_SANDBOX = env.boolean("ORCID_SANDBOX", False)
SOCIALACCOUNT_PROVIDERS = configured.providers(
    ORCID_CLIENT_ID,
    ORCID_SECRET,
    ORCID_SANDBOX,
    env.secret("OIDC_PROVIDERS"),
    strict=PRODUCTION,
)
SOCIALACCOUNT_ADAPTER = "portal.accounts.social.adapter.SocialAdapter"
# An e-mail address says nothing about whose an account is, and one isn't needed.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False

# Behind a proxy that speaks https, and says who asks
CLIENT_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR" if PRODUCTION else ""
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # To standard error, where the system's journal or the container's log takes it up.
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "filters": {"without_keys": {"()": "portal.web.keys.WithoutKeys"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["without_keys"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {"beamfinder": {"level": "INFO"}},
    }
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# What pages may load and do: nothing but our own files. The shape is Django 6's.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment")
}

# The API (search/api): anybody may read it, in JSON, so many times in a period.
API_RATE = env.rate(env.text("API_RATE", "600/minute"))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Open data of the photon and neutron facilities, for programs. Read only, "
    "without registration; errors are problem details (RFC 9457).",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],
}

env.settle()
