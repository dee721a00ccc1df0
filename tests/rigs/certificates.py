"""A certificate authority of our own, and one certificate that all test servers show."""

from __future__ import annotations

import shutil
import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

from rigs.process import give_to_server_user, new_folder

HOST = "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    folder: Path
    ca_file: Path  # what a client is told to trust
    certificate_file: Path
    key_file: Path

    def client_context(self) -> ssl.SSLContext:
        """Trusts our authority alone, and checks the name."""
        return ssl.create_default_context(cafile=str(self.ca_file))

    def remove(self) -> None:
        shutil.rmtree(self.folder)


def make_certificates() -> Certificates:
    folder = new_folder("certificates")
    made = Certificates(
        folder=folder,
        ca_file=folder / "ca.pem",
        certificate_file=folder / "certificate.pem",
        key_file=folder / "key.pem",
    )
    authority = trustme.CA()
    issued = authority.issue_cert(HOST, "127.0.0.1", "mx.example.test")
    authority.cert_pem.write_to_path(str(made.ca_file))
    made.key_file.touch(mode=0o600)
    issued.private_key_pem.write_to_path(str(made.key_file))
    for number, pem in enumerate(issued.cert_chain_pems):
        pem.write_to_path(str(made.certificate_file), append=number > 0)
    give_to_server_user(made.ca_file, made.certificate_file, made.key_file)
    return made
