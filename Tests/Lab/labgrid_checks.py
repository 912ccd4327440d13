"""Boards behind labgrid, upgraded by otaflash itself."""

import json
import signal
import socket
import sys
import xml.etree.ElementTree
from pathlib import Path

from bench import Bench
from boards import Boards
from processes import Done, Processes, wait_until
from report import Report, expect
from turnstile import Turnstile

HERE = Path(__file__).parent
NETWORK_PORT = "cls: NetworkSerialPort, host: 127.0.0.1, port: {}, protocol: raw"
RAW_PORT = "cls: RawSerialPort, port: {}, speed: 115200"


class LabgridChecks:
    """Three places: `uart` through ser2net, `alone` through a turnstile, `usb` with a port that goes at restarts."""

    def __init__(self, processes: Processes, boards: Boards, report: Report, otaflash: Path) -> None:
        self._processes = processes
        self._report = report
        self._boards = boards
        self._uart = boards.start("uart")
        self._alone = boards.start("alone")
        self._usb = boards.start("usb", "--console", "usb-serial-jtag", chip="esp32s3")
        self._turnstile = Turnstile(str(self._alone.link))
        self._bench = Bench(
            processes,
            {
                "uart": RAW_PORT.format(self._uart.link),
                "alone": NETWORK_PORT.format(self._turnstile.port),
                "usb": RAW_PORT.format(self._usb.link),
            },
        )
        processes.environment["LG_LAB_OTAFLASH"] = str(otaflash)
        processes.environment["LG_LAB_CHECK"] = "true"
        processes.environment["LG_LAB_IMAGE"] = str(boards.image("2.0.0"))

    def run(self) -> None:
        """All checks, in the order in which they build on each other."""
        check = self._report.check
        with check("labgrid: coordinator, exporter and places start"):
            self._bench.start()
        with check("labgrid: a place belongs to one user, and the other is told to whom"):
            self._one_user()
        with check("labgrid: a line that the last user left half typed does no harm to bootstrap"):
            self._half_typed_line()
        with check("labgrid: bootstrap upgrades a board, and the log tells the phases"):
            self._bootstrap()
        with check("labgrid: the second bootstrap finds the image there and sends nothing"):
            self._bootstrap_again()
        with check("labgrid: a check that fails is in pytest's output and in JUnit's"):
            self._failing_check()
        with check("labgrid: the strategy upgrades under pytest, and the console is usable afterwards"):
            self._strategy()
        with check("labgrid: the console is closed while otaflash runs"):
            self._taking_turns()
        with check("labgrid: SIGTERM ends an upgrade in order, and the board is told of"):
            self._terminated()
        with check("labgrid: export tells what otaflash takes for a port"):
            self._export()
        with check("shell: labgrid-upgrade upgrades without Python, and releases the place"):
            self._shell()
        with check("labgrid: a board whose port goes at each restart is upgraded through ser2net"):
            self._vanishing_port()

    def close(self) -> None:
        self._turnstile.close()

    def _one_user(self) -> None:
        self._bench.done("-p", "uart", "acquire")
        other = self._bench.client("-p", "uart", "acquire", LG_USERNAME="other")
        expect(other.status == 1, f"The other user got status {other.status}.")
        expect("already acquired by localhost/lab" in other.output, other.output)

    def _half_typed_line(self) -> None:
        address = self._bench.address("uart")
        wait_until(lambda: self._type_at(address, b"print('never ended"), "ser2net")

    @staticmethod
    def _type_at(address: tuple[str, int], text: bytes) -> bool:
        """Types at a board's prompt without ending the line; the echo proves that it came there."""
        try:
            with socket.create_connection(address, 2) as connection:
                connection.settimeout(2)
                seen = b""
                connection.sendall(text)
                while text not in seen:
                    data = connection.recv(4096)
                    if not data:
                        return False
                    seen += data
                return True
        except OSError:
            return False

    def _bootstrap(self) -> None:
        output = self._bootstrap_with(self._boards.image("2.0.0"), "uart")
        expect("phase write" in output, output)
        expect("ok: upgraded, 1.0.0 -> 2.0.0" in output, output)
        expect(self._uart.slot_holds("ota_1", self._boards.image("2.0.0")), "The slot does not hold the image.")

    def _bootstrap_again(self) -> None:
        output = self._bootstrap_with(self._boards.image("2.0.0"), "uart")
        expect("unchanged: already-current" in output, output)
        expect("phase write" not in output, output)

    def _terminated(self) -> None:
        argv = ["labgrid-client", "-v", "-c", HERE / "env.yaml", "bootstrap", self._boards.image("3.0.0")]
        client, log = self._processes.start("terminated", argv, LG_PLACE="alone", LG_LAB_CHECK="while true do end")
        wait_until(lambda: "phase check" in log.read_text() or client.poll() is not None, "The check")
        client.send_signal(signal.SIGTERM)
        wait_until(lambda: client.poll() is not None, "The end")
        expect("cancelled: interrupted" in log.read_text(), log.read_text())
        self._processes.stop(client)

    def _failing_check(self) -> None:
        done = self._pytest("uart", "failed", self._boards.image("3.0.0"), "1 == 2")
        expect(done.status == 1, done.output)
        expect("OtaflashError: check-failed: The check returned false" in done.output, done.output)
        expect("1 skipped" in done.output, "The second test was not skipped:\n" + done.output)
        junit = xml.etree.ElementTree.parse(self._processes.folder / "failed.xml")
        reasons = [element.get("message", "") for kind in ("failure", "error") for element in junit.iter(kind)]
        expect(len(reasons) == 1 and "OtaflashError: check-failed: " in reasons[0], f"JUnit says {reasons}.")

    def _strategy(self) -> None:
        self._bench.done("-p", "alone", "acquire")
        done = self._pytest("alone", "passed", self._boards.image("2.0.0"), "true")
        expect(done.status == 0, done.output)
        expect(self._alone.slot_holds("ota_1", self._boards.image("2.0.0")), "The slot does not hold the image.")
        console_log = self._processes.folder / "passed-logs" / "console_main"
        expect("23" in console_log.read_text(), "The console's log is empty.")

    def _taking_turns(self) -> None:
        expect(self._turnstile.served >= 4, f"Only {self._turnstile.served} clients came.")
        expect(self._turnstile.turned_away == 0, f"{self._turnstile.turned_away} clients came while another was there.")

    def _export(self) -> None:
        file = self._processes.folder / "export.json"
        argv = ["labgrid-client", "-c", HERE / "env.yaml", "export", "--format", "json", file]
        client, log = self._processes.start("export", argv, LG_PLACE="uart")
        wait_until(lambda: file.exists() or client.poll() is not None, "The export")
        self._processes.stop(client)
        expect(file.exists(), log.read_text())
        host, port = self._bench.address("uart")
        told = json.loads(file.read_text()).get("LG__OTAFLASH_PORT")
        expect(told == f"rfc2217://{host}:{port}", f"It told {told}.")

    def _shell(self) -> None:
        self._bench.done("-p", "uart", "release")
        done = self._processes.run(["labgrid-upgrade", "uart", self._boards.image("4.0.0"), "--check", "true"])
        expect(done.status == 0 and "Upgraded: " in done.output, done.output)
        done = self._processes.run(["labgrid-upgrade", "uart", self._boards.image("1.0.0")])
        expect(done.status == 23, f"Not the status of otaflash for a downgrade, but {done.status}:\n{done.output}")

    def _vanishing_port(self) -> None:
        self._bench.done("-p", "usb", "acquire")
        image = self._boards.image("2.0.0", "esp32s3")
        self._bootstrap_with(image, "usb")
        expect(self._usb.slot_holds("ota_1", image), "The slot does not hold the image.")

    def _bootstrap_with(self, image: Path, place: str) -> str:
        return self._bench.done("-v", "-c", HERE / "env.yaml", "bootstrap", image, LG_PLACE=place)

    def _pytest(self, place: str, name: str, image: Path, check: str) -> Done:
        folder = self._processes.folder
        argv = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--lg-env", HERE / "env.yaml"]
        argv += ["--lg-log", folder / f"{name}-logs", "--junit-xml", folder / f"{name}.xml", HERE / "board_test.py"]
        (folder / f"{name}-logs").mkdir()
        return self._processes.run(argv, LG_PLACE=place, LG_LAB_IMAGE=str(image), LG_LAB_CHECK=check)
