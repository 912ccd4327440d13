"""Where otaflash finds a port of labgrid."""

from typing import Any

from labgrid.binding import BindingState
from labgrid.protocol import ConsoleProtocol
from labgrid.resource import SerialPort
from labgrid.util.proxy import proxymanager

from .errors import OtaflashError

SCHEMES = {"rfc2217": "rfc2217", "raw": "socket"}


def port_url(port: Any) -> str:
    """What `otaflash --port` takes for a SerialPort or a NetworkSerialPort.

    An exporter that is reached only through SSH gets its tunnel here. Raises OtaflashError `no-device` where the
    exporter has no port, as for a USB board that is not plugged in.
    """
    if isinstance(port, SerialPort):
        if not port.port:
            raise _missing()
        return port.port
    if not port.port:
        raise _missing()
    if port.protocol not in SCHEMES:
        raise OtaflashError("usage", f"The port speaks “{port.protocol}”, which is neither rfc2217 nor raw.")
    host, number = proxymanager.get_host_and_port(port)
    if ":" in host:
        host = f"[{host}]"
    return f"{SCHEMES[port.protocol]}://{host}:{number}"


def check_free(port: Any) -> None:
    """Raises OtaflashError `port-busy` where a console of this target has the port open.

    ser2net lets ten clients in at once and mixes what they write, so nobody else would notice.
    """
    for client in port.clients:
        if isinstance(client, ConsoleProtocol) and client.state is BindingState.active:
            raise OtaflashError(
                "port-busy",
                f"{type(client).__name__} of this target has the port open.",
                next_step="Deactivate it first, target.deactivate(console), or let OtaflashStrategy do that.",
            )


def _missing() -> OtaflashError:
    return OtaflashError(
        "no-device",
        "The exporter has no port for the board.",
        next_step="Check its cable and power, then `labgrid-client resources` and the exporter's log.",
    )
