from django.apps import AppConfig


class SavedConfig(AppConfig):
    name = "search.saved"
    label = "saved"
    verbose_name = "Saved searches"
