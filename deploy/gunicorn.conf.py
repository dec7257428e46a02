"""How gunicorn serves the portal: `gunicorn --config deploy/gunicorn.conf.py portal.wsgi`."""

import os
import sys

from gunicorn.config import Config
from gunicorn.glogging import Logger

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
# As many workers as WEB_CONCURRENCY says, each with:
threads = 4
# A page takes milliseconds; what takes longer than this hangs.
timeout = 30
graceful_timeout = 30
# Start each worker anew now and then, at different times: it gives memory back.
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = "-"
# No query strings and no referrers: who searched what isn't written down.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(L)s'
# Only nginx reaches this port; it says who asked, and whether over https.
forwarded_allow_ips = "*"
# Nobody steers it but signals.
control_socket_disable = True
# A memory file system for the heartbeat: a slow disk must not look like a dead worker.
memory = "/dev/shm"  # noqa: S108 - gunicorn makes a file of a random name there
worker_tmp_dir = memory if os.path.isdir(memory) else None


class logger_class(Logger):
    """Nor are keys that let somebody in written down, whichever log names an address."""

    def setup(self, cfg: Config) -> None:
        from portal.web.keys import WithoutKeys

        super().setup(cfg)
        for log in (self.access_log, self.error_log):
            log.filters = [WithoutKeys()]


def on_starting(server: object) -> None:
    """Refuse wrong settings before any worker starts, with one line for each."""
    import django

    from portal import checks, env

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        django.setup()
        checks.refuse_wrong_settings(serving=True)
    except env.SettingsError as error:
        sys.exit(env.lines(error))
