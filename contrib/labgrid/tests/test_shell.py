"""contrib/shell/labgrid-upgrade, with a fake labgrid-client."""

import os
import subprocess
import time
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "shell/labgrid-upgrade"


def test_a_signal_during_acquire_still_releases_the_place(tmp_path):
    client = tmp_path / "labgrid-client"
    client.write_text('#!/bin/sh\necho "$3" >>"$LOG"\n[ "$3" != acquire ] || sleep 1\n')
    client.chmod(0o755)
    log = tmp_path / "log"
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LOG": str(log)}
    script = subprocess.Popen([SCRIPT, "place", "image.bin"], env=environment)
    while not (log.exists() and log.read_text()):
        time.sleep(0.02)
    script.terminate()
    assert script.wait(30) == 143
    assert log.read_text().split() == ["acquire", "release"]
