"""The driver with the fake otaflash: the command that it runs, and the result of each way to end."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import streams
from conftest import FAKE, PortConsole
from labgrid.driver.exception import ExecutionError
from labgrid.resource import NetworkSerialPort, RawSerialPort
from otaflash_labgrid import OtaflashDriver, OtaflashError, process


def failure(driver) -> OtaflashError:
    with pytest.raises(OtaflashError) as raised:
        driver.load("new.bin")
    return raised.value


def when_it_runs(tool, action) -> threading.Thread:
    def wait():
        while not tool.is_running:
            time.sleep(0.01)
        time.sleep(0.1)
        action()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_an_upgrade_returns_the_fields_of_board_finished(driver, tool, caplog):
    caplog.set_level(logging.INFO)
    tool.does(out=streams.UPGRADED)
    assert driver.load("new.bin")["code"] == "upgraded"
    assert tool.argv == [
        "upgrade", "new.bin", "--events", "-", "--port", "rfc2217://127.0.0.1:4001", "--baud", "115200",
    ]  # fmt: skip
    assert "phase connect" in caplog.messages


def test_options_are_passed_on(target, port, tool, driver):
    driver.check = "wifi.sta.getip() ~= nil"
    driver.allow_downgrade = driver.allow_last_upgrade = driver.force = True
    driver.extra_args = ["--connect-timeout", 30]
    tool.does(out=streams.UNCHANGED)
    assert driver.load("new.bin")["status"] == "unchanged"
    assert tool.argv[2:9] == [
        "--check", "wifi.sta.getip() ~= nil", "--allow-downgrade", "--allow-last-upgrade", "--force",
        "--connect-timeout", "30",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("host", "protocol", "url"),
    [
        ("127.0.0.1", "rfc2217", "rfc2217://127.0.0.1:4001"),
        ("lab3", "raw", "socket://lab3:4001"),
        ("//[fe80::1]", "raw", "socket://[fe80::1]:4001"),
    ],
)
def test_network_ports_are_named_by_their_protocol(target, tool, host, protocol, url):
    port = NetworkSerialPort(target, name=None, host=host, port=4001, protocol=protocol)
    port.avail = True
    assert OtaflashDriver(target, name=None).get_export_vars() == {"port": url, "baud": "115200"}


def test_a_local_port_is_named_by_its_path(target):
    RawSerialPort(target, name=None, port="/dev/ttyUSB0", speed=9600)
    assert OtaflashDriver(target, name=None).get_export_vars() == {"port": "/dev/ttyUSB0", "baud": "9600"}


def test_a_failure_has_code_message_and_next_step(driver, tool):
    tool.does(out=streams.CHECK_FAILED, status=34, err="Error: The check returned false.")
    error = failure(driver)
    assert isinstance(error, ExecutionError)
    assert str(error) == "check-failed: The check returned false. Next: Fix the check."
    assert (error.code, error.retryable) == ("check-failed", False)
    assert error.stderr == ["Error: The check returned false."]


def test_an_end_without_the_last_event_is_a_crash(driver, tool):
    tool.does(out=streams.UPGRADED[:-1], status=0, err="Fatal error.")
    error = failure(driver)
    assert error.code == "crashed"
    assert "Fatal error." in str(error)


def test_a_killed_program_is_a_crash(driver, tool):
    tool.does(out=[streams.STARTED], die=True)
    assert "by signal 9" in str(failure(driver))


def test_wrong_options_are_reported_with_the_message_of_otaflash(driver, tool):
    tool.does(status=2, err="Error: Unknown option '--frob'")
    assert str(failure(driver)).startswith("usage: Error: Unknown option '--frob'")


def test_a_status_that_contradicts_the_events_is_a_failure(driver, tool):
    tool.does(out=streams.UPGRADED, status=1)
    assert failure(driver).code == "internal"


def test_unknown_lines_and_types_are_ignored(driver, tool, caplog):
    tool.does(out=["prose", {"type": "new-in-v9"}, *streams.UPGRADED])
    assert driver.load("new.bin")["code"] == "upgraded"
    assert "1 lines from otaflash were not events" in caplog.messages


def test_a_run_that_takes_too_long_is_shut_down_cleanly(driver, tool):
    tool.does(out=[streams.STARTED], wait=True, on_signal=streams.INTERRUPTED)
    driver.timeout = 4
    error = failure(driver)
    assert error.code == "timeout"
    assert error.retryable
    assert "A signal came." in str(error)
    assert tool.signals == [signal.SIGTERM]


def test_a_run_that_does_not_shut_down_cleanly_is_killed(tool):
    tool.does(wait=True, deaf=True)
    ending = process.run([str(FAKE)], lambda data: None, timeout=4, grace=0.3)
    assert ending.timed_out
    assert ending.status == -signal.SIGKILL
    assert tool.signals == [signal.SIGTERM]


def test_ctrl_c_ends_the_run_with_one_signal(driver, tool):
    tool.does(out=[streams.STARTED], wait=True, on_signal=streams.INTERRUPTED)
    thread = when_it_runs(tool, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        driver.load("new.bin")
    thread.join()
    assert tool.signals == [signal.SIGTERM]


def test_sigterm_ends_the_run_before_the_caller(tool, tmp_path):
    tool.does(out=[streams.STARTED], wait=True)
    code = f"from otaflash_labgrid import process; process.run([{str(FAKE)!r}], print, timeout=60)"
    package = str(Path(__file__).parents[1])
    caller = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": package})
    when_it_runs(tool, caller.terminate).join()
    assert caller.wait(30) == -signal.SIGINT
    assert tool.signals == [signal.SIGTERM]
    with pytest.raises(ProcessLookupError):
        os.kill(tool.pid, 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_the_program_starts_ends_it(tool, number):
    tool.does(wait=True)
    code = f"""
import os, subprocess
from otaflash_labgrid import process
start = subprocess.Popen.__init__
def start_and_get_a_signal(self, *arguments, **options):
    start(self, *arguments, **options)
    print(self.pid, flush=True)
    os.kill(os.getpid(), {int(number)})
subprocess.Popen.__init__ = start_and_get_a_signal
process.run([{str(FAKE)!r}], print, timeout=60)
"""
    package = str(Path(__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": package}
    caller = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
    pid = int(caller.stdout.readline())
    assert caller.wait(30) == -signal.SIGINT
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_an_active_console_on_the_port_is_refused(driver, target, tool):
    console = PortConsole(target, name=None)
    target.activate(console)
    error = failure(driver)
    assert error.code == "port-busy"
    assert "PortConsole" in str(error)
    assert not tool.is_running
    target.deactivate(console)
    tool.does(out=streams.UPGRADED)
    driver.load("new.bin")


def test_a_missing_port_of_the_exporter_is_reported(driver, port):
    port.port = None
    assert failure(driver).code == "no-device"


def test_a_missing_program_is_reported(driver):
    driver.tool = "/nowhere/otaflash"
    assert failure(driver).code == "not-installed"


def test_load_without_an_image_is_refused(driver):
    with pytest.raises(OtaflashError, match="usage: There is no image"):
        driver.load()


def test_info_is_the_report_of_otaflash(driver, tool):
    report = {"board": {"chip": "esp32"}, "error": {"code": None}}
    tool.does(out=[report])
    assert driver.info() == report
    assert tool.argv == ["info", "--json", "--port", "rfc2217://127.0.0.1:4001", "--baud", "115200"]


def test_info_fails_with_the_code_of_otaflash(driver, tool):
    tool.does(out=[{"error": {"code": "no-prompt", "message": "Silence.", "next_step": "Reset it."}}], status=14)
    with pytest.raises(OtaflashError, match="no-prompt: Silence. Next: Reset it.") as raised:
        driver.info()
    assert raised.value.retryable


def test_info_without_a_result_is_a_crash(driver, tool):
    tool.does(out=["{"], status=70, err="Fatal.")
    with pytest.raises(OtaflashError, match="crashed: .*status 70.*Fatal."):
        driver.info()
