"""A serial server that lets one client in at a time, and remembers whether another one came meanwhile."""

import os
import select
import socket
import threading
import tty


class Turnstile:
    """Serves a terminal on a TCP port of 127.0.0.1, raw. A second client is turned away and counted.

    The board behind it can rely on being spoken to by one at a time; ser2net, as labgrid runs it, does not do that.
    """

    def __init__(self, path: str) -> None:
        self.served = 0
        self.turned_away = 0
        self._terminal = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        tty.setraw(self._terminal)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._client: socket.socket | None = None
        self._wake, self._waker = socket.socketpair()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._waker.close()
        self._thread.join(5)
        for thing in (self._listener, self._client, self._wake):
            if thing is not None:
                thing.close()
        os.close(self._terminal)

    def _serve(self) -> None:
        while True:
            watched = [self._listener, self._terminal, self._wake] + [self._client] * (self._client is not None)
            ready, _, _ = select.select(watched, [], [])
            if self._wake in ready:
                return
            if self._terminal in ready:
                self._from_board()
            if self._client in ready:
                self._from_client()
            if self._listener in ready:
                self._admit(self._listener.accept()[0])

    def _admit(self, newcomer: socket.socket) -> None:
        if self._client is None:
            self.served += 1
            self._client = newcomer
        else:
            self.turned_away += 1
            newcomer.close()

    def _from_board(self) -> None:
        data = os.read(self._terminal, 65536)
        if self._client is not None:
            try:
                self._client.sendall(data)
            except OSError:
                self._leave()

    def _from_client(self) -> None:
        try:
            data = self._client.recv(65536)
        except OSError:
            data = b""
        if not data:
            self._leave()
        while data:
            select.select([], [self._terminal], [])
            data = data[os.write(self._terminal, data) :]

    def _leave(self) -> None:
        self._client.close()
        self._client = None
