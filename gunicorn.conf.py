"""The web server's settings, read by gunicorn wherever it is started: demo, tests and production alike."""

import os
import tempfile

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
preload_app = True  # the workers share the memory of what is imported once
timeout = 60
graceful_timeout = 15
max_requests = 20_000
max_requests_jitter = 2_000
# The heartbeat file must not lie on a disk that can stall.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()  # noqa: S108  (see above)
control_socket_disable = True
# No access log on purpose: it would say which address asked for the report form (protecting-people.md).
accesslog = None
errorlog = "-"
loglevel = "warning"
