"""The commands of contrib/labgrid/README.md, run as they are written."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from bench import is_listening
from processes import Processes
from report import Report, expect

COORDINATOR_PORT = 20408
COORDINATOR_ANSWERS = "for _ in {1..200}; do labgrid-client resources && break; sleep 0.2; done\n"
PORT_IS_SERVED = "for _ in {1..200}; do labgrid-client resources | grep bench/esp1 && break; sleep 0.2; done\n"


class ReadmeChecks:
    """Every block of shell commands, one after the other in one shell, in a copy of the example.

    A reader sees when what a block started is there; here a loop waits for it.
    """

    def __init__(self, processes: Processes, report: Report, package: Path) -> None:
        self._processes = processes
        self._report = report
        self._package = package

    def run(self) -> None:
        with self._report.check("labgrid: the commands of the README run as they are written"):
            self._run()

    def _run(self) -> None:
        blocks = re.findall(r"^```sh\n(.*?)^```$", (self._package / "README.md").read_text(), re.M | re.S)
        expect(len(blocks) >= 4, f"The README has only {len(blocks)} blocks of commands.")
        expect(not is_listening(COORDINATOR_PORT), "Another coordinator is running on this host.")
        folder = self._processes.folder / "readme"
        shutil.copytree(self._package / "example", folder)
        exporter = folder / "exporter.yaml"
        link = f"/dev/shm/otaflash-lab-{os.getpid()}-readme"
        exporter.write_text(exporter.read_text().replace("/dev/shm/ttyESP1", link))
        waits = [COORDINATOR_ANSWERS] + [PORT_IS_SERVED] * (len(blocks) - 2) + [""]
        script = "".join(block + wait for block, wait in zip(blocks, waits, strict=True))
        script = "set -ex\n" + script.replace("/dev/shm/ttyESP1", link)
        shell, log = self._processes.start(
            "readme", ["bash", "-c", f"cd {folder}\n{script}"], LG_COORDINATOR=f"127.0.0.1:{COORDINATOR_PORT}"
        )
        try:
            shell.wait(240)
        except subprocess.TimeoutExpired:
            pass
        status = shell.poll()
        self._processes.stop(shell)
        expect(status == 0, f"Status {status}:\n{log.read_text()}")
