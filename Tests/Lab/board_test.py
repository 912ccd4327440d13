"""What pytest runs on a board of the lab. Not a test of the lab by itself."""

import pytest
from otaflash_labgrid import Status


@pytest.fixture
def console(strategy, target):
    strategy.transition("upgraded")
    return target.get_driver("ConsoleProtocol")


def test_the_console_is_usable_after_an_upgrade(console):
    console.sendline("print(20 + 3)")
    console.expect("23\r?\n> ", timeout=5)


def test_the_tool_and_the_console_take_turns(console, strategy):
    console.sendline("print('half'..")
    strategy.transition("shell")
    assert strategy.status is Status.shell
    console.sendline("print(40 + 2)")
    console.expect("42\r?\n> ", timeout=5)
