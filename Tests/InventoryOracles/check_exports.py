"""Checks the output of `otaflash inventory export` with labgrid, Jumpstarter and pyserial.

    VENV/bin/python Tests/InventoryOracles/check_exports.py OTAFLASH [--coordinator HOST:PORT]

VENV has labgrid; if it also has jumpstarter-driver-pyserial, Jumpstarter's reader is used too. A coordinator is started
on a free port of 127.0.0.1 unless one is given; its places and exporters get names that start with `otaflash-oracle`.
If umockdev-run is installed, two CP2102 with the same serial number are plugged into an emulated host, found by
`inventory discover`, and distinguished by labgrid's exporter and by pyserial. Prints one line per check, and exits with
status 1 if one fails. ser2net is not needed, since nothing is acquired.
"""

import argparse
import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import yaml

HERE = pathlib.Path(__file__).resolve().parent
DEVICE = HERE.parent / "EmulatedHost" / "Devices" / "cp2102.umockdev"
EXPORTER = "otaflash-oracle"
BENCH = """\
[[board]]
name = "otaflash-oracle-usb"
device = "serial:8A3F61B2"
profile = "esp32-devkitc-v4"
tags = ["wifi", "rack=3"]

[[board]]
name = "1e3"
device = "path:1-4.2:if00"
chip = "esp32s3"

[[board]]
name = "yes"
port = "/dev/shm/otaflash-oracle"

[[board]]
name = "otaflash-oracle-raw"
port = "socket://127.0.0.1:7001"

[[board]]
name = "otaflash-oracle-far"
port = "rfc2217://lab.example:2217"
"""
failures = 0


def check(name, condition, detail=""):
    global failures
    print(("ok   - " if condition else "FAIL - ") + name)
    if not condition:
        failures += 1
        print("\n".join("     | " + line for line in str(detail).splitlines()[-20:]))


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=600, **options)


def wait_for(condition, seconds=120):
    """Whether a condition becomes true within some seconds of real time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def tool(name):
    """A program of the current Python environment."""
    return str(pathlib.Path(sys.executable).parent / name)


@contextlib.contextmanager
def program(*command, **options):
    """Runs a program during the block, with its output in a file."""
    with tempfile.NamedTemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **options)
        try:
            yield process, lambda: pathlib.Path(log.name).read_text()
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def coordinator(address, folder):
    """The address of a coordinator: the given one, or one that is started."""
    if address:
        yield address
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    with program(tool("labgrid-coordinator"), "-l", address, cwd=folder) as (_, log):
        host, port = address.rsplit(":", 1)

        def listens():
            with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
                return True
            return False

        check("a coordinator listens", wait_for(listens), log())
        yield address


def export(otaflash, inventory, kind, wrapper=()):
    ended = run(*wrapper, otaflash, "inventory", "export", str(inventory), "--format", kind)
    check(f"{kind} is written", ended.returncode == 0, ended.stderr)
    return ended.stdout


def check_exporter(text, folder, address, boards):
    """labgrid reads the file, and its exporter starts with it and reports every board to the coordinator."""
    from labgrid.remote.config import ResourceConfig

    path = folder / "exporter.yaml"
    path.write_text(text)
    # It prints what it reads.
    with contextlib.redirect_stdout(None):
        data = ResourceConfig(str(path), {"env": os.environ, "isolated": False, "hostname": "h", "name": "n"}).data
    check("labgrid's reader has every board, with its name as a string", list(data) == boards, data)
    environment = dict(os.environ, LG_COORDINATOR=address)
    command = (tool("labgrid-exporter"), "-c", address, "-n", EXPORTER, "--hostname", "127.0.0.1", str(path))
    with program(*command, env=environment) as (process, log):

        def resources():
            # Twice -v: otherwise it does not report absent boards.
            listed = run(tool("labgrid-client"), "-v", "-v", "resources", env=environment).stdout
            return sorted(re.findall(rf"\({EXPORTER}/(.*)/NetworkSerialPort", listed))

        is_complete = wait_for(lambda: resources() == sorted(boards))
        check("labgrid-exporter exports every board", is_complete, f"{resources()}\n{log()}")
        check("labgrid-exporter keeps running", process.poll() is None, log())


def check_places(text, folder, address):
    """The commands create the places, and can be run again."""
    script = folder / "places.sh"
    script.write_text(text)
    environment = dict(os.environ, LG_COORDINATOR=address, LG_USERNAME="oracle", LG_HOSTNAME="localhost")
    environment["PATH"] = f"{pathlib.Path(sys.executable).parent}:{environment['PATH']}"
    for time_of_run in ("once", "twice"):
        ended = run("sh", str(script), env=environment)
        check(f"the places are created, {time_of_run}", ended.returncode == 0, ended.stdout + ended.stderr)
    shown = run(tool("labgrid-client"), "-p", "otaflash-oracle-usb", "show", env=environment).stdout
    check("a place has its match", "*/otaflash-oracle-usb/*" in shown, shown)
    tags = ("chip=esp32", "profile=esp32-devkitc-v4", "wifi=yes", "rack=3")
    check("a place has its tags", all(tag in shown for tag in tags), shown)
    for place in re.findall(r"--place=(\S+) create", text):
        run(tool("labgrid-client"), f"--place={place}", "delete", env=environment)


def check_twister(text):
    """Only keys of twister's schema, with its types, and no empty port."""
    types = {"bool": bool, "str": str, "int": int, "seq": list, "map": dict, "any": (str, list)}
    lines = (HERE / "twister-hwmap-keys.txt").read_text().splitlines()
    keys = dict(line.split() for line in lines if not line.startswith("#"))
    required = {key.rstrip("*") for key in keys if key.endswith("*")}
    schema = {key.rstrip("*"): types[kind] for key, kind in keys.items()}
    boards = yaml.safe_load(text)
    wrong = [
        f"{board.get('id')}: {key} is {value!r}"
        for board in boards
        for key, value in board.items()
        if key not in schema or not isinstance(value, schema[key])
    ]
    check("twister's map has only keys of the schema", not wrong, "\n".join(wrong))
    missing = [board for board in boards if not required <= set(board)]
    check("twister's map has every required key", not missing, missing)
    ports = [board for board in boards if board["connected"] != any(board.get(k) for k in ("serial", "serial_pty"))]
    check("a board of twister is connected if it has a port", not ports, ports)
    check("a board whose name looks like a number has a string as its id", "1e3" in [b["id"] for b in boards], boards)


def check_jumpstarter(text, folder):
    """Jumpstarter reads its configuration and makes each driver."""
    config = yaml.safe_load(text)
    urls = {name: board["config"]["url"] for name, board in config["export"].items()}
    try:
        from jumpstarter.config.exporter import ExporterConfigV1Alpha1
    except ImportError:
        print("skip - jumpstarter is not installed")
        return
    exporter = ExporterConfigV1Alpha1.model_validate(config)
    drivers = {name: instance.instantiate() for name, instance in exporter.export.items()}
    check("Jumpstarter makes a driver for each board", {n: d.url for n, d in drivers.items()} == urls, drivers)


def check_twins(otaflash, folder, address):
    """labgrid and pyserial distinguish two CP2102 with the same serial number, as discovered."""
    if not shutil.which("umockdev-run"):
        print("skip - umockdev-run is not installed")
        return
    second = DEVICE.read_text().replace("1-2", "1-9").replace("ttyUSB0", "ttyUSB1").replace("usb-0:2:", "usb-0:9:")
    second = second.replace("usb-0_2_", "usb-0_9_").replace("001/005", "001/015").replace("DEVNUM=005", "DEVNUM=015")
    second = second.replace("188:0", "188:1").replace("MINOR=0", "MINOR=1").replace("MINOR=4", "MINOR=14")
    (folder / "second.umockdev").write_text(second)
    host = ("umockdev-run", "-d", str(DEVICE), "-d", str(folder / "second.umockdev"), "--")
    inventory = folder / "twins.toml"
    ended = run(*host, otaflash, "inventory", "discover", str(inventory))
    check("discover writes both adapters", ended.returncode == 0 and ended.stdout.count("path:1-") == 2, ended)
    exported = yaml.safe_load(export(otaflash, inventory, "labgrid-exporter", host))
    path = folder / "twins.yaml"
    path.write_text(yaml.safe_dump(exported))
    environment = dict(os.environ, LG_COORDINATOR=address)
    command = host + (tool("labgrid-exporter"), "-c", address, "-n", EXPORTER + "-twins", str(path))
    with program(*command, env=environment) as (_, log):

        def nodes():
            shown = run(tool("labgrid-client"), "-v", "-v", "resources", env=environment).stdout
            return sorted(set(re.findall(r"'path': '(/dev/ttyUSB[01])'", shown)))

        found = wait_for(lambda: nodes() == ["/dev/ttyUSB0", "/dev/ttyUSB1"])
        check("labgrid finds each adapter in its socket", found, f"{nodes()}\n{log()}")
    exporter = yaml.safe_load(export(otaflash, inventory, "jumpstarter", host))["export"]
    urls = [board["config"]["url"] for board in exporter.values()]
    script = "import serial, sys\nfor url in sys.argv[1:]: print(serial.serial_for_url(url, do_not_open=True).port)"
    ended = run(*host, sys.executable, "-c", script, *urls)
    check("pyserial finds each adapter", ended.stdout.split() == ["/dev/ttyUSB0", "/dev/ttyUSB1"], f"{urls}\n{ended}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("otaflash")
    parser.add_argument("--coordinator", help="a coordinator that runs already, HOST:PORT")
    options = parser.parse_args()
    otaflash = str(pathlib.Path(options.otaflash).resolve())
    with tempfile.TemporaryDirectory() as folder, coordinator(options.coordinator, folder) as address:
        folder = pathlib.Path(folder)
        inventory = folder / "bench.toml"
        inventory.write_text(BENCH)
        names = re.findall(r'^name = "(.*)"$', BENCH, re.MULTILINE)
        check_exporter(export(otaflash, inventory, "labgrid-exporter"), folder, address, names)
        check_places(export(otaflash, inventory, "labgrid-places"), folder, address)
        check_twister(export(otaflash, inventory, "twister"))
        check_jumpstarter(export(otaflash, inventory, "jumpstarter"), folder)
        check_twins(otaflash, folder, address)
    print("all checks passed" if failures == 0 else f"{failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
