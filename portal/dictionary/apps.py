from django.apps import AppConfig


class DictionaryConfig(AppConfig):
    name = "portal.dictionary"
    label = "dictionary"
    verbose_name = "Parameter names"
