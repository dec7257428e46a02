#!/usr/bin/env python
"""The command line of the portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from portal.env import SettingsError, lines

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except SettingsError as error:
        sys.exit(lines(error))


if __name__ == "__main__":
    main()
