"""What is asked of the settings beyond being readable, as Django system checks.

portal/settings.py refuses what can't be read. These look at what a production installation must
have; they run before every management command, and before the web server and Celery start.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps.config import AppConfig
from django.conf import settings
from django.core import checks
from django.http.request import validate_host

from portal import env

TAG = "portal"
LEAST_SECRET = 50
DEFAULT_NAMESPACE = "beamfinder.example"


def register() -> None:
    """Make the checks known to Django; called once, when the apps are ready."""
    checks.register(production, TAG)
    checks.register(deployed, TAG, deploy=True)


def refuse_wrong_settings(serving: bool = False) -> None:
    """Raise SettingsError with one line for each wrong setting, if any is.

    ``serving`` asks for what a web server needs besides.
    """
    for message in checks.run_checks(tags=[TAG], include_deployment_checks=serving):
        if message.is_serious():
            env.wrong(message.msg)
    env.settle()


def production(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """One error for each thing that a production installation lacks; none elsewhere."""
    if not settings.PRODUCTION:
        return []
    found = (*_secret_key(), *_addresses(), *_debug(), *_harvested(), *_logins())
    return [checks.Error(message, id=f"{TAG}.{name}") for name, message in found]


def deployed(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """`check --deploy` is about serving in production; it says so when that is off."""
    if settings.PRODUCTION:
        return [checks.Error(message, id=f"{TAG}.{name}") for name, message in _static_files()]
    message = "PRODUCTION is off: set PRODUCTION=yes where strangers can reach the portal"
    return [checks.Warning(message, id=f"{TAG}.W001")]


Found = Iterator[tuple[str, str]]


def _secret_key() -> Found:
    if len(settings.SECRET_KEY) < LEAST_SECRET or len(set(settings.SECRET_KEY)) < 10:
        yield (
            "E001",
            f"SECRET_KEY is too weak: write at least {LEAST_SECRET} random characters, such as "
            "`openssl rand -base64 60` prints",
        )


def _addresses() -> Found:
    address = urlsplit(settings.SITE_URL)
    host = address.hostname or ""
    if address.scheme != "https":
        yield "E002", f"SITE_URL is {settings.SITE_URL!r}: it must start with https://"
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield (
            "E003",
            f"ALLOWED_HOSTS lacks {host!r}, the host of SITE_URL: write ALLOWED_HOSTS={host}",
        )


def _debug() -> Found:
    if settings.DEBUG:
        yield "E004", "DEBUG is on, which shows strangers the program's inside: remove DEBUG"


def _harvested() -> Found:
    """What harvesters are told, and keep."""
    given = settings.ADMIN_EMAIL
    if not env.mailbox(given) or given.endswith((".localhost", ".localdomain")):
        yield (
            "E006",
            "ADMIN_EMAIL must be an address that others can write to, such as portal@example.org",
        )
    if settings.OAI_NAMESPACE == DEFAULT_NAMESPACE:
        yield (
            "E007",
            "OAI_NAMESPACE must be set: write a domain name of yours, such as the host of "
            "SITE_URL, and never change it",
        )


def _logins() -> Found:
    if settings.ORCID_SANDBOX:
        yield "E008", "ORCID_SANDBOX is on, where anybody can be anybody: remove ORCID_SANDBOX"


def _static_files() -> Found:
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield (
            "E005",
            f"{settings.STATIC_ROOT} has no style sheets: run manage.py collectstatic --no-input",
        )
