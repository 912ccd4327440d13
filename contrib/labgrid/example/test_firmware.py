"""Tests of a firmware: they upgrade the board first, then query it at its prompt."""

import pytest


@pytest.fixture
def lua(strategy, target):
    """Runs a line of Lua on the upgraded board and waits for what it prints."""
    strategy.transition("upgraded")
    console = target.get_driver("ConsoleProtocol")

    def run(line: str, expected: str) -> None:
        console.sendline(line)
        console.expect(rf"\n{expected}\r?\n> ", timeout=5)

    return run


def test_the_new_firmware_runs(lua):
    lua("print(otaupgrade.info())", "ota_[01].*")


def test_lua_calculates(lua):
    lua("print(20 + 3)", "23")
