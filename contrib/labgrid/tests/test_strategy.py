"""The states of a board, with the fake otaflash."""

import pytest
import streams
from conftest import PortConsole
from labgrid.binding import BindingState
from labgrid.driver.fake import FakePowerDriver
from labgrid.strategy import StrategyError
from otaflash_labgrid import OtaflashError, OtaflashStrategy, Status


@pytest.fixture
def console(target, port):
    return PortConsole(target, name=None)


@pytest.fixture
def board(target, driver, console):
    driver._image = lambda filename: "new.bin"
    return OtaflashStrategy(target, name=None)


def is_active(driver) -> bool:
    return driver.state is BindingState.active


def test_upgraded_has_the_console_active_again(board, target, console, tool):
    target.activate(console)
    tool.does(out=streams.UPGRADED)
    board.transition("upgraded")
    assert board.status is Status.upgraded
    assert is_active(console)


def test_a_transition_to_the_current_state_does_nothing(board, tool):
    tool.does(out=streams.UPGRADED)
    board.transition("upgraded")
    (tool.folder / "called.json").unlink()
    board.transition(Status.upgraded)
    assert not tool.is_running


def test_shell_asks_the_board_and_activates_the_console(board, console, tool):
    tool.does(out=[{"error": {"code": None}}])
    board.transition("shell")
    assert tool.argv[0] == "info"
    assert is_active(console)


def test_a_permanent_failure_breaks_the_strategy(board, target, console, tool):
    target.activate(console)
    tool.does(out=streams.CHECK_FAILED, status=34)
    with pytest.raises(OtaflashError, match="^check-failed: "):
        board.transition("upgraded")
    assert board.status is Status.unknown
    assert not is_active(console)
    tool.does(out=streams.UPGRADED)
    with pytest.raises(StrategyError, match="broken state: check-failed: "):
        board.transition("upgraded")
    board.force("shell")
    board.transition("upgraded")


def test_a_transient_failure_can_be_retried(board, tool):
    tool.does(out=streams.NO_PROMPT, status=14)
    with pytest.raises(OtaflashError, match="^no-prompt: "):
        board.transition("upgraded")
    assert (board.status, board.broken) == (Status.unknown, None)
    tool.does(out=streams.UPGRADED)
    board.transition("upgraded")


def test_a_crash_after_upgraded_leaves_the_state_unknown(board, tool):
    tool.does(out=streams.UPGRADED)
    board.transition("upgraded")
    tool.does(die=True)
    with pytest.raises(OtaflashError, match="^crashed: "):
        board.transition("shell")
    assert board.status is Status.unknown


def test_off_needs_a_power_driver(board):
    with pytest.raises(StrategyError, match="no power driver"):
        board.transition("off")
    assert board.status is Status.unknown


def test_power_is_switched_on_before_an_upgrade_and_off_for_off(target, driver, console, tool):
    power = FakePowerDriver(target, name=None)
    calls = []
    power.on, power.off = lambda: calls.append("on"), lambda: calls.append("off")
    driver._image = lambda filename: "new.bin"
    board = OtaflashStrategy(target, name=None)
    tool.does(out=streams.UPGRADED)
    board.transition("upgraded")
    board.transition("off")
    assert calls == ["on", "off"]
    assert not is_active(console)


@pytest.mark.parametrize("state", ["unknown", "upgrade"])
def test_invalid_states_are_refused(board, state):
    with pytest.raises(StrategyError, match=state):
        board.transition(state)


def test_a_forced_state_activates_or_deactivates_the_console(board, console):
    board.force("upgraded")
    assert is_active(console)
    board.force("unknown")
    assert not is_active(console)


def test_only_bound_drivers_are_exported(board, driver, console):
    assert board.prepare_export() == {console: "console", driver: "otaflash"}
