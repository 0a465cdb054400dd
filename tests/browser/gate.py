"""A gate in front of the server of a test: shut, the server is gone for the browser, connections under way included."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit


class Gate:
    """Hands on bytes between a port of its own and the server at `address`, while it is open."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.server = (str(parts.hostname), int(parts.port or 80))
        self.connections: list[socket.socket] = []
        self.threads: list[Thread] = []
        self.port = 0
        self.open()
        self.url = f"http://localhost:{self.port}"

    def open(self) -> None:
        self.door = socket.create_server(("localhost", self.port))
        self.port = self.door.getsockname()[1]
        self._start(self._welcome, self.door)

    def shut(self) -> None:
        """Cut every connection and take no new one. Returns when nothing is under way any more."""
        for each in (self.door, *self.connections):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(timeout=20)
        for each in (self.door, *self.connections):
            each.close()
        self.connections, self.threads = [], []

    def _start(self, job: object, *arguments: object) -> None:
        thread = Thread(target=job, args=arguments, daemon=True)  # type: ignore[arg-type]
        self.threads.append(thread)
        thread.start()

    def _welcome(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                visitor, _address = door.accept()
                server = socket.create_connection(self.server)
                self.connections += [visitor, server]
                self._start(self._hand_on, visitor, server)
                self._start(self._hand_on, server, visitor)

    @staticmethod
    def _hand_on(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextmanager
def stand_gate(address: str) -> Iterator[Gate]:
    """Yield an open gate before the server at `address`."""
    gate = Gate(address)
    try:
        yield gate
    finally:
        gate.shut()
