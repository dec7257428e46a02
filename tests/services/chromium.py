"""Debian's Chromium, driven by Playwright (whose own browser download isn't needed)."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.services.running import Missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No sandbox: as root Chromium has none. The rest keeps it from calling its maker.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Milliseconds that expect() gives a page: the machine may be slow and busy.
PATIENCE = 30_000


@contextmanager
def started() -> "Iterator[Browser]":
    """A headless browser. Raises Missing without Playwright or a Chromium.

    Playwright's synchronous interface keeps an event loop in this thread, for which Django
    would refuse every database call of the tests: they are told to be allowed meanwhile.
    """
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError as error:
        raise Missing("no Playwright: pip install playwright") from error
    program = _program()
    expect.set_options(timeout=PATIENCE)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _program() -> str:
    """The path of the browser: TEST_CHROMIUM, or the first known name on the PATH."""
    named = os.environ.get("TEST_CHROMIUM")
    found = [named] if named else [path for name in NAMES if (path := shutil.which(name))]
    if not found:
        raise Missing("no Chromium: run tests/services/install.sh")
    return found[0]
