#!/usr/bin/env python3
"""Upgrades the board behind a Jumpstarter exporter's `serial`: jmp shell … -- ./upgrade.py IMAGE [OPTION…]

The options are those of `otaflash upgrade`; the exit status is its, and so is what it prints.
"""

import subprocess
import sys

from jumpstarter.utils.env import env
from jumpstarter_driver_network.adapters import TcpPortforwardAdapter

with env() as client, TcpPortforwardAdapter(client=client.serial) as (host, port):
    status = subprocess.call(["otaflash", "upgrade", *sys.argv[1:], "--port", f"socket://{host}:{port}"])
sys.exit(status)
