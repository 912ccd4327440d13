"""Serves a terminal with pyserial's RFC 2217 server on 127.0.0.1, one client after the other.

Usage: serve_rfc2217.py PORT DEVICE. Prints "ready" once it listens, and then what the client asks of the port.
"""

import logging
import socket
import sys
import threading

import serial
import serial.rfc2217


class Terminal(serial.Serial):
    """A terminal without modem lines that accepts requests to set them."""

    cts = dsr = ri = cd = False

    def _update_dtr_state(self):
        pass

    def _update_rts_state(self):
        pass


def serve(client, terminal, log):
    class Connection:
        @staticmethod
        def write(data):
            client.sendall(data)

    manager = serial.rfc2217.PortManager(terminal, Connection(), logger=log)
    ended = threading.Event()

    def read():
        while not ended.is_set():
            try:
                data = terminal.read(terminal.in_waiting or 1)
                if data:
                    client.sendall(b"".join(manager.escape(data)))
            except OSError:
                break

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        while data := client.recv(4096):
            terminal.write(b"".join(manager.filter(data)))
    except OSError:
        pass
    ended.set()
    reader.join()
    client.close()


def main():
    logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="%(message)s")
    port, device = int(sys.argv[1]), sys.argv[2]
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(1)
    print("ready", flush=True)
    while True:
        client, _ = listener.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with Terminal(device, 115200, timeout=0.05) as terminal:
            serve(client, terminal, logging.getLogger("port"))


main()
