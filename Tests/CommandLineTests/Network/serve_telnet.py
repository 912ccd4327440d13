"""Serves a terminal over telnet without negotiation: FF is doubled on the way out and halved on the way in.

    serve_telnet.py PORT DEVICE
"""

import os
import select
import socket
import sys
import tty

IAC = 255


def undone(state, data):
    """The data among the bytes from the client; `state` holds an unfinished command."""
    out = bytearray()
    for byte in data:
        if state["rest"]:
            state["rest"] -= 1
        elif state["command"]:
            state["command"] = False
            if byte == IAC:
                out.append(byte)
            elif 251 <= byte <= 254:
                state["rest"] = 1
        elif byte == IAC:
            state["command"] = True
        else:
            out.append(byte)
    return bytes(out)


terminal = os.open(sys.argv[2], os.O_RDWR | os.O_NOCTTY)
tty.setraw(terminal)
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    state = {"command": False, "rest": 0}
    while True:
        ready, _, _ = select.select([terminal, client], [], [])
        if terminal in ready:
            client.sendall(os.read(terminal, 4096).replace(b"\xff", b"\xff\xff"))
        if client in ready:
            data = client.recv(4096)
            if not data:
                break
            os.write(terminal, undone(state, data))
    client.close()
