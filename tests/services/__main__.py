"""Servers that many test runs share, and what they are made from.

`python -m tests.services` keeps the servers up until Ctrl-C;
`python -m tests.services fetch` only brings Elasticsearch's jars.
"""

import sys
from contextlib import ExitStack, suppress
from signal import pause

from tests.services import elasticsearch, postgresql, redis, running


def main() -> None:
    try:
        fetch() if sys.argv[1:] == ["fetch"] else keep_up()
    except running.Missing as reason:
        sys.exit(f"for the tests: {reason}")


def fetch() -> None:
    elasticsearch.jars.prepare()


def keep_up() -> None:
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
