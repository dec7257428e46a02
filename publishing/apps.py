from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

    def ready(self) -> None:
        from publishing.carts import logins
        from publishing.enrolment import checks
        from publishing.publications import leaving

        checks.register()
        logins.listen()
        leaving.listen()
