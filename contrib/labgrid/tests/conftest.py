"""labgrid targets without a lab, and a fake otaflash."""

import json
from pathlib import Path

import attr
import pytest
from labgrid import Target, target_factory
from labgrid.driver import Driver
from labgrid.protocol import ConsoleProtocol
from labgrid.resource import NetworkSerialPort
from otaflash_labgrid import OtaflashDriver

FAKE = Path(__file__).with_name("fake_otaflash.py")


@target_factory.reg_driver
@attr.s(eq=False)
class PortConsole(Driver, ConsoleProtocol):
    """A silent console that is bound to the port."""

    bindings = {"port": {"SerialPort", "NetworkSerialPort"}}

    def read(self): ...

    def write(self, data): ...


class FakeTool:
    """The script of the fake otaflash, and how it was called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.does()

    def does(self, **script) -> None:
        (self.folder / "script.json").write_text(json.dumps(script))

    @property
    def is_running(self) -> bool:
        return (self.folder / "called.json").exists()

    @property
    def argv(self) -> list[str]:
        return json.loads((self.folder / "called.json").read_text())["argv"]

    @property
    def pid(self) -> int:
        return json.loads((self.folder / "called.json").read_text())["pid"]

    @property
    def signals(self) -> list[int]:
        return [int(line) for line in (self.folder / "signals").read_text().split()]


@pytest.fixture
def tool(tmp_path, monkeypatch) -> FakeTool:
    monkeypatch.setenv("FAKE_OTAFLASH", str(tmp_path))
    return FakeTool(tmp_path)


@pytest.fixture
def target():
    target = Target("main")
    yield target
    target.cleanup()


@pytest.fixture
def port(target) -> NetworkSerialPort:
    port = NetworkSerialPort(target, name=None, host="127.0.0.1", port=4001, speed=115200)
    port.avail = True
    return port


@pytest.fixture
def driver(target, port, tool) -> OtaflashDriver:
    driver = OtaflashDriver(target, name=None)
    driver.tool = str(FAKE)
    target.activate(driver)
    return driver
