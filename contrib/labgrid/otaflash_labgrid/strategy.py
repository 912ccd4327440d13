"""The strategy: manages the states of a board that otaflash upgrades."""

import enum

import attr
from labgrid import step, target_factory
from labgrid.strategy import Strategy, StrategyError

from .errors import OtaflashError


class Status(enum.Enum):
    """The known state of the board."""

    unknown = 0
    """Nothing is known. No console is active."""
    off = 1
    """It has no power."""
    shell = 2
    """A clean Lua prompt answers, on any firmware; the console is active."""
    upgraded = 3
    """It runs the driver's image, proven, at a clean prompt; the console is active."""


@target_factory.reg_driver
@attr.s(eq=False)
class OtaflashStrategy(Strategy):
    """Brings a board to a state; uses a power driver if there is one.

    While otaflash has the port, the console is inactive: one owner at a time. A failed transition ends in `unknown`
    with the console inactive. After a permanent failure (`check-failed`, `wrong-chip`, …) the strategy is broken:
    every later transition is refused with the first error, and pytest skips what needs the board. After
    a transient failure (`port-busy`, `no-prompt`, …) the next transition starts from the beginning.
    """

    bindings = {
        "console": "ConsoleProtocol",
        "otaflash": "OtaflashDriver",
        "power": {"PowerProtocol", None},
    }

    status = attr.ib(default=Status.unknown)

    @step(args=["status"])
    def transition(self, status: Status | str) -> None:
        """Brings the board to `off`, `shell` or `upgraded`; does nothing if it is already there.

        Raises OtaflashError if otaflash failed, StrategyError if the state is invalid or not available.
        """
        status = self._state(status)
        if status is Status.unknown:
            raise StrategyError("“unknown” cannot be requested.")
        if self.broken:
            raise StrategyError(f"{type(self).__name__} is in broken state: {self.broken}") from self.broken
        if status is self.status:
            return
        # If anything interrupts the transition, including Ctrl-C, the state of the board is unknown.
        self.status = Status.unknown
        self.target.deactivate(self.console)
        try:
            self._enter(status)
        except OtaflashError as error:
            self.broken = None if error.retryable else error
            raise
        self.status = status

    @step(args=["status"])
    def force(self, status: Status | str) -> None:
        """Assumes that the board is in a state, without proof; for `pytest --lg-initial-state`."""
        self.status = self._state(status)
        self.broken = None
        if self.status in (Status.shell, Status.upgraded):
            self.target.activate(self.console)
        else:
            self.target.deactivate(self.console)

    def prepare_export(self) -> dict[object, str]:
        """The drivers to export; labgrid's own method assumes that optional drivers are always present."""
        return {driver: name for name in self.bindings if (driver := getattr(self, name)) is not None}

    def _enter(self, status: Status) -> None:
        match status:
            case Status.off:
                if self.power is None:
                    raise StrategyError("There is no power driver to switch the board off.")
                self.target.activate(self.power)
                self.power.off()
            case Status.shell:
                self._start()
                self.otaflash.info()
                self.target.activate(self.console)
            case Status.upgraded:
                self._start()
                self.otaflash.load()
                self.target.activate(self.console)

    def _start(self) -> None:
        if self.power is not None:
            self.target.activate(self.power)
            self.power.on()
        self.target.activate(self.otaflash)

    def _state(self, status: Status | str) -> Status:
        try:
            return status if isinstance(status, Status) else Status[status]
        except KeyError:
            raise StrategyError(f"There is no state “{status}”.") from None
