"""How the web processes run in production: `gunicorn portal.wsgi --config deploy/gunicorn.py`."""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 65
max_requests = 2000
max_requests_jitter = 200
preload_app = False
worker_tmp_dir = "/dev/shm"  # noqa: S108 a heartbeat file that must not wait for a disk
control_socket_disable = True
loglevel = "warning"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
