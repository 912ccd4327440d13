#!/usr/bin/env python3
"""Upgrades the board on a Jumpstarter exporter's `serial`: jmp shell … -- ./upgrade.py IMAGE [OPTION…]

The options, the exit status and the output are those of `otaflash upgrade`.
"""

import signal
import subprocess
import sys

from jumpstarter.utils.env import env
from jumpstarter_driver_network.adapters import TcpPortforwardAdapter

run = None
early = []


def hand_on(number, _):
    """Forwards a signal to the program; a signal that arrives before the program has started is sent afterwards."""
    if run:
        run.send_signal(number)
    else:
        early.append(number)


with env() as client, TcpPortforwardAdapter(client=client.serial) as (host, port):
    command = ["otaflash", "upgrade", *sys.argv[1:], "--port", f"socket://{host}:{port}"]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    # In its own session it gets each signal once, and has time to shut down cleanly.
    run = subprocess.Popen(command, start_new_session=True)
    for number in early:
        run.send_signal(number)
    status = run.wait()
sys.exit(status if status >= 0 else 128 - status)
