#!/usr/bin/env python3
"""A fake otaflash: follows the script in FAKE_OTAFLASH, and records how it was called.

The script is JSON: `out` (lines for standard output), `err`, `status`, `wait` (run until a signal arrives), `deaf`
(ignore the signal), `on_signal` (lines for standard output before it exits).
"""

import json
import os
import signal
import sys
import time
from pathlib import Path


def say(lines):
    for line in lines:
        print(line if isinstance(line, str) else json.dumps(line), flush=True)


folder = Path(os.environ["FAKE_OTAFLASH"])
script = json.loads((folder / "script.json").read_text())


def leave(number, frame):
    with (folder / "signals").open("a") as file:
        file.write(f"{number}\n")
    if script.get("deaf"):
        return
    say(script.get("on_signal", []))
    sys.exit(128 + number)


signal.signal(signal.SIGTERM, leave)
signal.signal(signal.SIGINT, leave)
(folder / "called.json").write_text(json.dumps({"argv": sys.argv[1:], "pid": os.getpid()}))
say(script.get("out", []))
print(script.get("err", ""), file=sys.stderr, flush=True)
while script.get("wait"):
    time.sleep(0.02)
if script.get("die"):
    os.kill(os.getpid(), signal.SIGKILL)
sys.exit(script.get("status", 0))
