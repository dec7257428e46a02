from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks

        checks.register()
        if settings.BROKER_URL:
            # Tasks queued anywhere in the program go to the broker that the settings name.
            import portal.celery  # noqa: F401
