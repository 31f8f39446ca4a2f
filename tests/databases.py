"""A migrated test database in a second: kept by the fingerprint of the migrations, then copied.

SQLite keeps a file under `var/`, PostgreSQL a template database. Each test process works on its own
copy, and a test that commits leaves a copy as good as new (Django's flush would also take away the
rows that migrations made).
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal

KEPT = settings.VAR_DIR / "test-databases"
DATA = {".csv", ".json", ".toml"}


def database_for(connection):
    return {"sqlite": SqliteDatabase, "postgresql": PostgresDatabase}[connection.vendor](connection)


def fingerprint():
    """What a migrated database depends on: migrations, the data they load, Django itself."""
    found = hashlib.sha256(django.__version__.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        folder = Path(app.path)
        files = [*folder.glob("migrations/**/*.py")]
        if folder.is_relative_to(settings.BASE_DIR) and ".venv" not in folder.parts:
            files += [path for path in folder.rglob("*") if path.suffix in DATA]
        for path in sorted(files):
            found.update(f"{app.name}/{path.relative_to(folder)}".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


class Database:
    """This process's copy, under the name Django is pointed at."""

    name: str

    def __init__(self, connection):
        self.connection = connection
        self.fingerprint = fingerprint()

    def lay_out(self):
        self.keep_migrated()
        self.copy()
        self.connect_to(self.name)
        # What the code declares may be newer than the migrations: groups, permissions, triggers.
        emit_post_migrate_signal(verbosity=0, interactive=False, db=self.connection.alias)

    def migrate(self, name):
        self.connect_to(name)
        call_command("migrate", verbosity=0, interactive=False)
        self.connection.close()

    def connect_to(self, name):
        self.connection.close()
        self.connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


class SqliteDatabase(Database):
    def __init__(self, connection):
        super().__init__(connection)
        self.kept = KEPT / f"{self.fingerprint}.sqlite3"
        self.folder = tempfile.TemporaryDirectory(prefix="portal-test-")
        self.name = str(Path(self.folder.name) / "portal.sqlite3")

    def keep_migrated(self):
        KEPT.mkdir(parents=True, exist_ok=True)
        with (KEPT / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.kept.exists():
                return
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            unfinished = self.kept.with_suffix(".sqlite3-new")
            self.migrate(str(unfinished))
            unfinished.rename(self.kept)

    def copy(self):
        self.restore()

    def restore(self):
        """Page by page through SQLite itself: a live server may still hold the file open."""
        with (
            closing(sqlite3.connect(self.kept)) as kept,
            closing(sqlite3.connect(self.name, timeout=20)) as copy,
        ):
            copy.execute("PRAGMA synchronous=OFF")
            kept.backup(copy)

    def drop(self):
        self.connection.close()
        self.folder.cleanup()


class PostgresDatabase(Database):
    def __init__(self, connection):
        super().__init__(connection)
        given = connection.settings_dict["NAME"]
        self.prefix = f"test_{given}_"
        self.kept = f"{self.prefix}kept_{self.fingerprint}"
        self.name = f"test_{given}_{os.getpid()}"

    def keep_migrated(self):
        with self._server() as server:
            server.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.prefix])
            old = server.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
                [f"{self.prefix}kept_"],
            )
            names = {name for (name,) in old.fetchall()}
            if self.kept in names:
                return
            for name in names:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            unfinished = f"{self.prefix}kept_new"
            server.execute(f'CREATE DATABASE "{unfinished}"')
            self.migrate(unfinished)
            server.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.kept}"')

    def copy(self):
        self.drop()
        with self._server() as server:
            server.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.kept}"')

    def lay_out(self):
        super().lay_out()
        with self._server(self.name) as server:
            tables = self.connection.introspection.django_table_names(only_existing=True)
            self.rows = {table: rows for table in tables if (rows := _rows_of(server, table))}

    def restore(self):
        """Into empty tables: making the database anew takes seconds where disks are slow."""
        with self._server(self.name) as server, server.transaction():
            for table, rows in self.rows.items():
                with server.cursor().copy(f"COPY {_quoted(table)} FROM STDIN") as copy:
                    copy.write(rows)

    def drop(self):
        self.connection.close()
        with self._server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @contextmanager
    def _server(self, name="postgres"):
        given = self.connection.settings_dict
        with psycopg.connect(
            host=given["HOST"],
            port=given["PORT"] or None,
            user=given["USER"],
            password=given["PASSWORD"],
            dbname=name,
            autocommit=True,
        ) as server:
            yield server


def _rows_of(server, table):
    with server.cursor().copy(f"COPY {_quoted(table)} TO STDOUT") as copy:
        return b"".join(copy)


def _quoted(name):
    return f'"{name}"'
