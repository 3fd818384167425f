"""A real mail server for tests: it takes letters, wants a user, encrypts, hangs, or refuses, as it is told."""

from __future__ import annotations

import base64
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class PostOffice:
    """`letters` are (recipient, text) as they came, `signed_in` who did. `answers` maps the first word of a command to
    the answer in place of the usual one. With `says_nothing` the line is taken and never answered."""

    port: int = 0
    user: str = ""
    password: str = ""
    tls: str = ""  # "at once" or "after"
    says_nothing: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[tuple[str, str]] = field(default_factory=list)
    signed_in: list[tuple[str, str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)


class _Desk(socketserver.StreamRequestHandler):
    server: _Office

    def handle(self) -> None:
        office = self.server.office
        if office.says_nothing:
            self.server.closing.wait(60)
            return
        self.to = ""
        self._say("220 post office")
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if not self._done(word.upper(), rest):
                return

    def _done(self, word: str, rest: str) -> bool:
        office = self.server.office
        if word in office.answers:
            self._say(office.answers[word])
        elif word == "EHLO":
            self._greet()
        elif word == "STARTTLS":
            self._say("220 go ahead")
            self._encrypt()
        elif word == "AUTH":
            self._sign_in(rest)
        elif word == "RCPT":
            self.to = rest.partition(":")[2].strip("<> ")
            self._say("250 yes")
        elif word == "DATA":
            self._take()
        else:
            self._say("221 bye" if word == "QUIT" else "250 yes")
        return word != "QUIT"

    def _greet(self) -> None:
        office = self.server.office
        offers = (["STARTTLS"] if office.tls == "after" else []) + (["AUTH PLAIN"] if office.user else [])
        for offer in ["post office", *offers]:
            self._say(f"250-{offer}")
        self._say("250 8BITMIME")

    def _encrypt(self) -> None:
        self.request = self.connection = self.server.keys.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)

    def _sign_in(self, rest: str) -> None:
        _, user, password = base64.b64decode(rest.split()[1]).decode().split("\0")
        office = self.server.office
        office.signed_in.append((user, password))
        right = (user, password) == (office.user, office.password)
        self._say("235 welcome" if right else "535 5.7.8 wrong user or password")

    def _take(self) -> None:
        office = self.server.office
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode().rstrip("\r\n"))
        office.letters.append((self.to, "\n".join(lines)))
        office.encrypted.append(isinstance(self.connection, ssl.SSLSocket))
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Office(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, office: PostOffice, keys: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.office, self.keys, self.closing = office, keys, threading.Event()
        office.port = self.server_address[1]

    def get_request(self):
        connection, address = super().get_request()
        if self.office.tls == "at once":
            connection = self.keys.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request, client_address) -> None:
        """Whoever broke off had their reasons."""


@contextmanager
def post_office(certificate: Path | None = None, **how: object) -> Iterator[PostOffice]:
    office = PostOffice(**how)
    keys = None
    if certificate:
        keys = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        keys.load_cert_chain(certificate, certificate.with_suffix(".key"))
    with _Office(office, keys) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield office
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


def make_certificate(folder: Path, name: str = "localhost") -> Path:
    """One that signs itself."""
    certificate = folder / "mail.pem"
    how = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -addext subjectAltName=DNS:{name}"
    files = ["-keyout", certificate.with_suffix(".key"), "-out", certificate]
    subprocess.run([*how.split(), *files], check=True, capture_output=True)
    return certificate
