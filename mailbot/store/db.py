"""Opens the database: SQLite by default, PostgreSQL by URL; brings SQLite's schema up to date by itself."""

from __future__ import annotations

import base64
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from mailbot.errors import PermanentFailure, TemporaryFailure
from mailbot.resources import resource_dir
from mailbot.store import prepared
from mailbot.store import tables as t

__all__ = ["Connection", "DatabaseAway", "Store"]

BUSY_SECONDS = 30
# A silent peer is asked after 10 s, three times; what it does not confirm is waited for half a minute.
_SILENCE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_OF_SERVER = {name: f"tcp_{name}" for name in _SILENCE if name.startswith("keepalives")}
# A worker that was cut off or frozen in the middle of a transaction must not keep its locks from the others.
HELD_SECONDS = 45
_HELD = "idle_in_transaction_session_timeout"
_UPGRADE = 0x6D61696C626F74  # "mailbot": who upgrades PostgreSQL at the same time waits, and finds it done
# A full disk, a lost connection, a lock that is held, a file that may only be read, a replica, a full pool.
_AWAY = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.InternalError, sa.exc.TimeoutError)


_SYNCED = sa.update(t.meta).where(t.meta.c.key == sa.bindparam("of"))


class DatabaseAway(TemporaryFailure):
    """Nothing can be recorded: whoever meets this leaves all mail where it is."""


class Store:
    """One database. Sessions are short: a transaction is one mail, one timer or one letter."""

    def __init__(self, url: str, *, secret: bytes | None = None) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _engine(self.url)
        self._given_secret = secret
        self.secret = b""

    def open(self, *, migrate: bool | None = None) -> Store:
        """Ready for use. SQLite is migrated here; PostgreSQL only when asked (`mailbot migrate`)."""
        try:
            return self._opened(migrate=migrate)
        except BaseException:
            self.close()
            raise

    def _opened(self, *, migrate: bool | None) -> Store:
        current, newest = self.versions()
        if current != newest:
            self._refuse_newer(current)
            if not (self.is_sqlite if migrate is None else migrate):
                raise PermanentFailure(
                    f"La base de données est à la version {current or 'vide'}, il faut {newest} : "
                    "lancez `mailbot migrate`, puis recommencez."
                )
            self._migrate()
        self.secret = self._given_secret or self._kept_secret()
        return self

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Read and write, all or nothing. On SQLite the write lock is taken first (no late `locked`)."""
        try:
            with self._engine.begin() as connection:
                if not self.is_sqlite:
                    waits = "; SET LOCAL synchronous_commit = off" if _is_unsynced(connection) else ""
                    connection.exec_driver_sql(f"SET LOCAL {_HELD} = '{HELD_SECONDS}s'{waits}")
                yield connection
        except _AWAY as error:
            raise _away(error) from error

    def unsynced(self) -> Store:
        """The same database, where no commit waits for the disk: for work that could be done once more.

        Each transaction is whole, in the order of all others. A machine that loses its power may lose the
        last ones, but none from before a commit that has waited: anybody's, or that of `sync`.
        """
        store = copy(self)
        store._engine = self._engine.execution_options(mailbot_unsynced=True)
        return store

    def sync(self) -> None:
        """When it returns, everything that was committed before is on the disk."""
        with self.transaction() as connection:
            fresh = secrets.token_hex(8)  # nothing is written where nothing changes
            if not prepared.run(connection, _SYNCED, {"of": "synced", "value": fresh}):
                insert_if_absent(connection, t.meta, {"key": "synced", "value": fresh})

    def wipe(self, *, whole: bool) -> bool:
        """What was erased leaves SQLite's files too. False: another program reads; try again later.

        `whole` writes the file anew, which takes as much space once more. Other databases do this
        by themselves, or by their admin.
        """
        if not self.is_sqlite:
            return True
        held = self._engine.raw_connection()
        try:
            cursor = held.cursor()
            if whole:
                cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = bool((cursor.fetchone() or (1,))[0])
        except sqlite3.OperationalError:
            return False
        else:
            return not is_busy
        finally:
            held.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read only, without the write lock."""
        try:
            with self._engine.connect().execution_options(mailbot_reading=True) as connection:
                connection.begin()
                yield connection
        except _AWAY as error:
            raise _away(error) from error

    def versions(self) -> tuple[str | None, str]:
        """The version of the schema that is there (None: none yet), and the one that is needed."""
        from alembic.runtime.migration import MigrationContext

        newest = self._scripts().get_current_head() or ""
        if self.is_sqlite and self.url.database and not Path(self.url.database).exists():
            return None, newest  # looking must not make the file
        with self.reading() as connection:
            return MigrationContext.configure(connection).get_current_revision(), newest

    def _refuse_newer(self, current: str | None) -> None:
        if current is not None and current not in {s.revision for s in self._scripts().walk_revisions()}:
            raise PermanentFailure(
                f"La base de données est à la version {current}, plus récente que ce programme : "
                "installez la version de mailbot qui l'a écrite, ou une plus récente."
            )

    def _scripts(self) -> Any:
        from alembic.script import ScriptDirectory

        return ScriptDirectory.from_config(self._alembic())

    def _migrate(self) -> None:
        from alembic import command

        config = self._alembic()
        with self.transaction() as connection:
            if not self.is_sqlite:  # whose transaction has the write lock already
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_UPGRADE)))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _alembic(self) -> Any:
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(resource_dir("migrations")).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        return config

    def _kept_secret(self) -> bytes:
        """The key that signs tokens: made once, kept in the database, so that every worker has the same."""
        with self.transaction() as connection:
            fresh = base64.b64encode(secrets.token_bytes(32)).decode()
            insert_if_absent(connection, t.meta, {"key": "secret", "value": fresh})
            kept = connection.execute(sa.select(t.meta.c.value).where(t.meta.c.key == "secret")).scalar_one()
        return base64.b64decode(kept)


def _away(error: sa.exc.SQLAlchemyError) -> DatabaseAway:
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    return DatabaseAway(f"La base de données ne répond pas : {said}")


def insert_if_absent(connection: Connection, table: sa.Table, values: dict[str, Any]) -> int | None:
    """Insert one row. Its id (1 where a table has none), or None if one like it stood there already."""
    row_id: int | None = prepared.value(connection, _insertion(connection.dialect.name, table), values)
    return row_id


@cache
def _insertion(dialect: str, table: sa.Table) -> Any:
    """Built once: building a statement costs several times what carrying it out does."""
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    returned = table.c.id if "id" in table.c else sa.literal(1)
    return insert(table).on_conflict_do_nothing().returning(returned)


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for any other."""
    made = make_url(url)
    is_file = made.get_backend_name() == "sqlite" and made.database not in (None, "", ":memory:")
    return Path(made.database or "").expanduser() if is_file else None


def _of_server(url: sa.URL) -> sa.Engine:
    """Half a minute of silence ends a connection, on both sides: the locks of a worker that was cut off are
    free again then, where PostgreSQL by itself would keep them for two hours.
    """
    ours = {name: value for name, value in _SILENCE.items() if name not in url.query}
    engine = sa.create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=ours)

    @sa.event.listens_for(engine, "connect")
    def _theirs(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            for name, value in _SILENCE.items():
                cursor.execute(f"SET {_OF_SERVER.get(name, name)} = {value}")
        connection.commit()

    return engine


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        return _of_server(url)
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseAway(f"Le dossier de la base de données ne peut pas être créé : {error}") from error
    engine = sa.create_engine(
        url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None}, hide_parameters=True
    )

    @sa.event.listens_for(engine, "do_connect")
    def _private(*_: Any) -> None:
        """A new file is for its owner alone: whole mails are in it. SQLite gives its -wal the same rights."""
        if url.database and url.database != ":memory:":
            with suppress(OSError):  # SQLite says better what is wrong with the path
                os.close(os.open(url.database, os.O_CREAT | os.O_RDWR, 0o600))

    @sa.event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A plain BEGIN that reads and then writes fails at once when another worker writes in between.
        reading = connection.get_execution_options().get("mailbot_reading")
        unsynced = _is_unsynced(connection)
        if connection.info.get("mailbot_unsynced", False) != unsynced:  # it is used by everybody in turn
            connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if unsynced else 'FULL'}")
            connection.info["mailbot_unsynced"] = unsynced
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _is_unsynced(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("mailbot_unsynced"))
