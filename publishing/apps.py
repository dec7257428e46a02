from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

    def ready(self) -> None:
        from publishing.carts import logins
        from publishing.enrolment import checks

        checks.register()
        logins.listen()
