"""Translates a labgrid port for otaflash."""

from typing import Any

from labgrid.binding import BindingState
from labgrid.protocol import ConsoleProtocol
from labgrid.resource import SerialPort
from labgrid.util.proxy import proxymanager

from .errors import OtaflashError

SCHEMES = {"rfc2217": "rfc2217", "raw": "socket"}


def port_url(port: Any) -> str:
    """The value of `otaflash --port` for a SerialPort or a NetworkSerialPort.

    Opens the tunnel to an exporter that is reachable only through SSH. Raises OtaflashError `no-device` if the
    exporter has no port, for example because a USB board is not plugged in.
    """
    if isinstance(port, SerialPort):
        if not port.port:
            raise _missing()
        return port.port
    if not port.port:
        raise _missing()
    if port.protocol not in SCHEMES:
        raise OtaflashError("usage", f"The port's protocol is “{port.protocol}”; only rfc2217 and raw are supported.")
    host, number = proxymanager.get_host_and_port(port)
    if ":" in host:
        host = f"[{host}]"
    return f"{SCHEMES[port.protocol]}://{host}:{number}"


def check_free(port: Any) -> None:
    """Raises OtaflashError `port-busy` if a console of this target has the port open.

    ser2net accepts ten clients at once and mixes what they write, so nothing else would detect this.
    """
    for client in port.clients:
        if isinstance(client, ConsoleProtocol) and client.state is BindingState.active:
            raise OtaflashError(
                "port-busy",
                f"{type(client).__name__} of this target has the port open.",
                next_step="Deactivate it first with target.deactivate(console), or let OtaflashStrategy do that.",
            )


def _missing() -> OtaflashError:
    return OtaflashError(
        "no-device",
        "The exporter has no port for the board.",
        next_step="Check the board's cable and power, then `labgrid-client resources` and the exporter's log.",
    )
