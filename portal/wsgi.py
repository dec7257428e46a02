"""The web server's way in."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from portal import checks, env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

try:
    application = get_wsgi_application()
    checks.refuse_wrong_settings(serving=True)
except env.SettingsError as error:
    print(env.lines(error), file=sys.stderr)
    # Gunicorn takes 3 as "don't try again", and any other number as a crash to start anew from.
    sys.exit(3)
