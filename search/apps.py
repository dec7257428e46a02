from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from portal.web import health

        health.register("search", _answer)


def _answer() -> None:
    """Raises EngineUnavailable, saying why, unless the engine answers and has an index."""
    from search.errors import EngineUnavailable
    from search.services import health

    wrong = health()
    if wrong:
        raise EngineUnavailable(wrong)
