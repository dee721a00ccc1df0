"""A private PostgreSQL, hasty unless asked: one cluster for the session, a fresh database for each test."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import signal
import subprocess
from collections.abc import Iterator

import psycopg

from rigs.process import RigFailure, Server, as_server_user, free_port, new_folder
from rigs.requirements import needed

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=256MB")


class Postgres:
    def __init__(self, *, durable: bool = False) -> None:
        self.folder = new_folder("postgres")
        self.port = free_port()
        self.log = self.folder / "log"
        self._numbers = itertools.count(1)
        data = self.folder / "data"
        initdb = [needed("initdb"), "-D", data, "-U", "mailbot", "--auth=trust", "-E", "UTF8"]
        made = subprocess.run(
            as_server_user([*initdb, "--locale=C.UTF-8", "--no-sync"]),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )
        if made.returncode:
            raise RigFailure(f"initdb failed: {made.stderr}")
        settings = [
            *(() if durable else _FAST),
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            f"unix_socket_directories={self.folder}",
        ]
        options = itertools.chain.from_iterable(("-c", setting) for setting in settings)
        self._server = Server(
            as_server_user([needed("postgres"), "-D", data, *options], ends_with="INT"),
            log=self.log,
            ready=self._answers,
            end_signal=signal.SIGINT,  # "fast": does not wait for clients to leave
        )

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    @contextlib.contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The URL of an empty database, which is dropped at the end whoever is still connected."""
        name = f"mailbot_{next(self._numbers)}"
        with self._connection() as admin:
            admin.execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql+psycopg://mailbot@127.0.0.1:{self.port}/{name}"
        finally:
            with self._connection() as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="mailbot", dbname="postgres", autocommit=True
        )

    def _answers(self) -> bool:
        try:
            self._connection().close()
        except psycopg.OperationalError:
            return False
        return True
