#!/usr/bin/env python3
"""Upgrades the board behind a Jumpstarter exporter's `serial`: jmp shell … -- ./upgrade.py IMAGE [OPTION…]

The options are those of `otaflash upgrade`; the exit status is its, and so is what it prints.
"""

import signal
import subprocess
import sys

from jumpstarter.utils.env import env
from jumpstarter_driver_network.adapters import TcpPortforwardAdapter

run = None
early = []


def hand_on(number, _):
    """Gives the program a signal; one that comes before there is a program waits for it."""
    if run:
        run.send_signal(number)
    else:
        early.append(number)


with env() as client, TcpPortforwardAdapter(client=client.serial) as (host, port):
    command = ["otaflash", "upgrade", *sys.argv[1:], "--port", f"socket://{host}:{port}"]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    # In a session of its own it gets each signal once, and the time to end in order.
    run = subprocess.Popen(command, start_new_session=True)
    for number in early:
        run.send_signal(number)
    status = run.wait()
sys.exit(status if status >= 0 else 128 - status)
