"""`make prod-local`: the production set-up from local binaries, over TLS on https://localhost:8443.

PostgreSQL and Redis are private servers that keep their data under var/prod-local, unless
DATABASE_URL and REDIS_URL name others. Keys are made once and kept there too.
"""

import contextlib
import datetime
import ipaddress
import os
import secrets
import ssl
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tools.run import BIN, ROOT, Supervisor, start_workers
from tools.servers import find_postgresql, find_redis, private_postgresql, private_redis

HOME = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "prod-local"
SECRETS = ("SECRET_KEY", "PSEUDONYM_KEY", "REFLECTION_KEYS")
PORT = os.environ.get("PORT", "8443")
DATABASE = "portal"


def main():
    HOME.mkdir(parents=True, exist_ok=True)
    supervisor = Supervisor()
    supervisor.listen()
    with contextlib.ExitStack() as servers:
        environment = {**os.environ, **local_settings(), **data_stores(servers)}
        prepare(environment)
        try:
            start(supervisor, environment)
            threading.Thread(target=announce, args=[supervisor], daemon=True).start()
            return supervisor.watch()
        finally:
            supervisor.stop()


def local_settings():
    site = f"https://localhost:{PORT}"
    chosen = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "VAR_DIR": str(HOME),
        "SITE_URL": site,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "EMAIL_URL": os.environ.get("EMAIL_URL", "smtp://localhost:1025"),
        "BIND": f"127.0.0.1:{PORT}",
        "PYTHONWARNINGS": "ignore:You're running the worker",
    }
    return {**chosen, **{name: kept_secret(name) for name in SECRETS}}


def kept_secret(name):
    path = HOME / name.lower()
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def data_stores(servers):
    stores = {}
    if "DATABASE_URL" not in os.environ:
        if find_postgresql() is None:
            sys.exit("PostgreSQL is not installed here. Install it, or set DATABASE_URL.")
        url = servers.enter_context(private_postgresql(HOME / "postgresql"))
        stores["DATABASE_URL"] = url + DATABASE
        create_database(url)
    if "REDIS_URL" not in os.environ:
        if find_redis() is None:
            sys.exit("Redis is not installed here. Install it, or set REDIS_URL.")
        socket = servers.enter_context(private_redis(HOME / "redis"))
        stores["REDIS_URL"] = f"unix://{socket}"
    return stores


def create_database(url):
    with psycopg.connect(f"{url}postgres", autocommit=True) as server:
        if not server.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone():
            server.execute(f"CREATE DATABASE {DATABASE}")


def prepare(environment):
    for command in (
        ["migrate", "--noinput", "--verbosity=0"],
        ["install_portal", "--name", "Local partnership"],
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["check", "--deploy", "--fail-level=WARNING"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
        )


def start(supervisor, environment):
    certificate, key = make_certificate()
    web = ("gunicorn", "portal.wsgi", "--config", "deploy/gunicorn.py")
    supervisor.start(
        "web", BIN / web[0], *web[1:], "--certfile", certificate, "--keyfile", key, env=environment
    )
    celery = (BIN / "celery", "--app", "portal", "--quiet")
    start_workers(supervisor, celery, env=environment)
    beat = ("beat", "--schedule", HOME / "beat-schedule", "--loglevel", "warning")
    supervisor.start("beat", *celery, *beat, env=environment)


def make_certificate():
    """A certificate for localhost, signed by itself: a browser says that it does not know it."""
    certificate, key = HOME / "localhost.crt", HOME / "localhost.key"
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(private, hashes.SHA256())
    )
    key.touch(mode=0o600)
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    return certificate, key


def announce(supervisor):
    trust = ssl.create_default_context(cafile=HOME / "localhost.crt")
    while not supervisor.is_stopping.wait(0.5):
        try:
            urllib.request.urlopen(f"https://localhost:{PORT}/readyz", timeout=10, context=trust)
        except OSError:
            continue
        print(f"\nThe production set-up is ready at  https://localhost:{PORT}")
        print("First administrator: docs/operating.md, “The first time”")
        print("Stop with Ctrl-C\n", flush=True)
        return


if __name__ == "__main__":
    sys.exit(main())
