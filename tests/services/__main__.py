"""`python -m tests.services`: keep the servers up for many test runs, until Ctrl-C."""

from contextlib import ExitStack, suppress
from signal import pause

from tests.services import elasticsearch, postgresql, redis


def main() -> None:
    with ExitStack() as stack, suppress(KeyboardInterrupt):
        for name, service in (
            ("POSTGRESQL", postgresql),
            ("REDIS", redis),
            ("ELASTICSEARCH", elasticsearch),
        ):
            url = stack.enter_context(service.started())
            print(f"export TEST_{name}_URL={url}", flush=True)
        pause()


if __name__ == "__main__":
    main()
