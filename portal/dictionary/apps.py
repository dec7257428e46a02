from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DictionaryConfig(AppConfig):
    name = "portal.dictionary"
    label = "dictionary"
    verbose_name = "Parameter names"

    def ready(self) -> None:
        from portal.dictionary import seeding

        post_migrate.connect(seeding.seed, sender=self)
