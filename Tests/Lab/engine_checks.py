"""What needs no labgrid: the tests of the packages, twister's script, Jumpstarter."""

import importlib.util
import sys
from pathlib import Path

from boards import Boards
from processes import Processes
from report import Report, expect


class EngineChecks:
    """Each with a board of its own where one is needed."""

    def __init__(self, processes: Processes, boards: Boards, report: Report, contrib: Path) -> None:
        self._processes = processes
        self._boards = boards
        self._report = report
        self._contrib = contrib

    def run(self) -> None:
        check = self._report.check
        with check("labgrid: the package's own tests pass"):
            self._package_tests()
        with check("twister: otaflash-flash upgrades the board that the id names"):
            self._twister()
        with check("twister: otaflash-flash ends with the status of otaflash, and says what is missing"):
            self._twister_failures()
        if importlib.util.find_spec("jumpstarter") is None:
            print("skipped jumpstarter: it is not installed", flush=True)
            return
        with check("jumpstarter: upgrade.py upgrades the board of an exporter"):
            self._jumpstarter()

    def _package_tests(self) -> None:
        argv = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        argv += ["--basetemp", self._processes.folder / "pytest", self._contrib / "labgrid/tests"]
        done = self._processes.run(argv)
        expect(done.status == 0, done.output)

    def _flash(self, build: Path, identity: str, *options: str | Path) -> tuple[int, str]:
        argv = [self._contrib / "twister/otaflash-flash", "--build-dir", build, "--board-id", identity, *options]
        done = self._processes.run(argv)
        return done.status, done.output

    def _twister(self) -> None:
        board = self._boards.start("twister")
        build = self._processes.folder / "build"
        build.mkdir()
        image = self._boards.image("2.0.0")
        (build / "nodemcu.bin").write_bytes(image.read_bytes())
        inventory = self._processes.folder / "bench.toml"
        inventory.write_text(f'[[board]]\nname = "left"\nport = "{board.link}"\n')
        status, output = self._flash(build, "left", "--inventory", inventory, "--check", "true")
        expect(status == 0 and "Upgraded: " in output, output)
        expect(board.slot_holds("ota_1", image), "The slot does not hold the image.")
        status, output = self._flash(build, "right", "--port", "left=/dev/null", "--port", f"right={board.link}")
        expect(status == 0 and "Upgraded: " not in output, output)

    def _twister_failures(self) -> None:
        build = self._processes.folder / "build"
        status, output = self._flash(build, "left", "--port", "left=/dev/shm/nothing")
        expect(status == 10 and "no-device" in output, f"Status {status}:\n{output}")
        status, output = self._flash(self._processes.folder / "boards", "left")
        expect(status == 1 and "nodemcu.bin" in output, f"Status {status}:\n{output}")

    def _jumpstarter(self) -> None:
        board = self._boards.start("jumpstarter")
        config = self._processes.folder / "jumpstarter.yaml"
        example = (self._contrib / "jumpstarter/exporter.yaml").read_text()
        config.write_text(example.replace("/dev/ttyUSB0", str(board.link)))
        script = self._contrib / "jumpstarter/upgrade.py"
        argv = ["jmp", "shell", "--exporter-config", config, "--", sys.executable, script]
        done = self._processes.run([*argv, self._boards.image("2.0.0"), "--check", "true"])
        expect(done.status == 0 and "Upgraded: " in done.output, f"Status {done.status}:\n{done.output}")
        expect(board.slot_holds("ota_1", self._boards.image("2.0.0")), "The slot does not hold the image.")
        done = self._processes.run([*argv, self._boards.image("1.0.0")])
        expect("downgrade-refused, exit status 23" in done.output, done.output)
