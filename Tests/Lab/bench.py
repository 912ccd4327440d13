"""A labgrid bench on this host: a coordinator, an exporter, and a place for each port."""

import socket
from collections.abc import Mapping
from pathlib import Path

from processes import Done, Processes, wait_until
from report import CheckFailed


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def is_listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


class Bench:
    """A coordinator and an exporter. `ports` says for each place what its console is, in the exporter's words."""

    def __init__(self, processes: Processes, ports: Mapping[str, str]) -> None:
        self._processes = processes
        self._ports = ports
        self._coordinator = f"127.0.0.1:{free_port()}"
        processes.environment["LG_COORDINATOR"] = self._coordinator

    def start(self) -> None:
        """Starts both, and makes a place for each port."""
        self._processes.start("coordinator", ["labgrid-coordinator", "-l", self._coordinator])
        wait_until(lambda: is_listening(int(self._coordinator.rpartition(":")[2])), "The coordinator")
        config = self._processes.folder / "exporter.yaml"
        config.write_text("".join(f"{name}: {{console: {{{port}}}}}\n" for name, port in self._ports.items()))
        argv = ["labgrid-exporter", "--name", "lab", "--hostname", "127.0.0.1", config]
        _, self.exporter_log = self._processes.start("exporter", argv)
        expected = {f"lab/{name}/NetworkSerialPort" for name in self._ports}
        wait_until(lambda: expected <= set(self.client("resources").output.split()), "The exporter's ports")
        for name in self._ports:
            self.done("-p", name, "create")
            self.done("-p", name, "add-match", f"lab/{name}/*")

    def client(self, *arguments: str | Path, **more: str) -> Done:
        """Runs labgrid-client."""
        return self._processes.run(["labgrid-client", *arguments], **more)

    def done(self, *arguments: str | Path, **more: str) -> str:
        """Runs labgrid-client, which has to succeed, and returns what it printed."""
        done = self.client(*arguments, **more)
        if done.status != 0:
            raise CheckFailed(f"labgrid-client {' '.join(map(str, arguments))}: status {done.status}\n{done.output}")
        return done.output

    def address(self, place: str) -> tuple[str, int]:
        """Where the exporter serves the port of an acquired place."""
        host, port = None, None
        for word in self.done("-p", place, "show").replace(",", "\n").splitlines():
            key, _, value = word.strip(" {}").partition(": ")
            if key == "'host'":
                host = value.strip("'")
            if key == "'port'":
                port = int(value)
        if host is None or port is None:
            raise CheckFailed(f"The place {place} has no port.")
        return host, port
