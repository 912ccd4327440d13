"""The driver: runs otaflash on a serial port that labgrid provides."""

import json
from collections.abc import Callable
from typing import Any

import attr
from labgrid import step, target_factory
from labgrid.driver import Driver
from labgrid.protocol import BootstrapProtocol

from . import process
from .errors import OtaflashError
from .events import EventReader
from .narrator import Narrator
from .port import check_free, port_url
from .run import Run

_text = attr.validators.optional(attr.validators.instance_of(str))
_flag = attr.validators.instance_of(bool)
_seconds = attr.validators.instance_of((int, float))


@target_factory.reg_driver
@attr.s(eq=False)
class OtaflashDriver(Driver, BootstrapProtocol):
    """Upgrades a NodeMCU board over its serial console and proves the result; `labgrid-client bootstrap` calls `load`.

    The program is `otaflash` under `tools:` in the environment, otherwise the one in PATH. otaflash needs the port for
    itself: a console of the same target must not be active at the same time.

    Args:
        image (str): the image under `images:` that `load` uses without a file
        check (str): Lua that must return true on the new firmware; otherwise the board is rolled back
        allow_downgrade (bool): allow an older version to replace a newer one
        allow_last_upgrade (bool): send an image without `otaupgrade`, after which no upgrade is possible
        force (bool): send the image even if the board runs it already
        extra_args (list): more options of `otaflash upgrade`
        timeout (float): the time limit of an upgrade, in seconds
    """

    bindings = {"port": {"SerialPort", "NetworkSerialPort"}}

    image = attr.ib(default=None, validator=_text)
    check = attr.ib(default=None, validator=_text)
    allow_downgrade = attr.ib(default=False, validator=_flag)
    allow_last_upgrade = attr.ib(default=False, validator=_flag)
    force = attr.ib(default=False, validator=_flag)
    extra_args = attr.ib(factory=list, validator=attr.validators.instance_of(list))
    timeout = attr.ib(default=600, validator=_seconds)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.tool = self.target.env.config.get_tool("otaflash") if self.target.env else "otaflash"

    @Driver.check_active
    @step(args=["filename"], result=True)
    def load(self, filename: str | None = None) -> dict[str, Any]:
        """Upgrades the board to the image in a file and returns the fields of `board-finished`.

        If the board already runs the image, nothing is sent and `code` is `already-current`. Raises OtaflashError,
        whose `code` says what went wrong.
        """
        reader, narrator, run = EventReader(), Narrator(), Run()

        def take(data: bytes) -> None:
            for event in reader.feed(data):
                run.take(event)
                if line := narrator.line(event):
                    self.logger.log(*line)

        ending = self._run("upgrade", self._image(filename), *self._options(), "--events", "-", take=take)
        reader.finish()
        if reader.damaged:
            self.logger.warning("%d lines from otaflash were not events", reader.damaged)
        return run.result(ending)

    @Driver.check_active
    @step(result=True)
    def info(self) -> dict[str, Any]:
        """Describes the board and its slots (Schemas/board.schema.json); the prompt is clean afterwards."""
        output = bytearray()
        ending = self._run("info", "--json", take=output.extend)
        if ending.timed_out:
            raise OtaflashError("timeout", f"No answer within {self.timeout:g} s.", stderr=ending.stderr)
        try:
            report = json.loads(output)
            error = report["error"]
        except (ValueError, TypeError, KeyError):
            last = " ".join(line.strip() for line in ending.stderr[-4:])
            code = "usage" if ending.status == 2 else "crashed"
            message = f"otaflash info ended with status {ending.status} without a result. {last}".rstrip()
            raise OtaflashError(code, message, stderr=ending.stderr) from None
        if ending.status != 0:
            code, message = error.get("code") or "failed", error.get("message") or f"Status {ending.status}."
            raise OtaflashError(code, message, next_step=error.get("next_step"), stderr=ending.stderr)
        return report

    def get_export_vars(self) -> dict[str, str]:
        """The values for `labgrid-client export`: the port as `otaflash --port` takes it, and the baud rate."""
        return {"port": port_url(self.port), "baud": str(self.port.speed)}

    def _image(self, filename: str | None) -> str:
        if filename is not None:
            return filename
        if self.image is None:
            raise OtaflashError(
                "usage", "There is no image: pass a file, or set the driver's `image:` to one of the environment."
            )
        return self.target.env.config.get_image_path(self.image)

    def _options(self) -> list[str]:
        options = [] if self.check is None else ["--check", self.check]
        options += ["--allow-downgrade"] * self.allow_downgrade
        options += ["--allow-last-upgrade"] * self.allow_last_upgrade
        options += ["--force"] * self.force
        return options + [str(argument) for argument in self.extra_args]

    def _run(self, command: str, *arguments: str, take: Callable[[bytes], object]) -> process.Ending:
        check_free(self.port)
        argv = [self.tool, command, *arguments, "--port", port_url(self.port), "--baud", str(self.port.speed)]
        self.logger.info("running %s", " ".join(argv))
        try:
            return process.run(argv, take, timeout=self.timeout)
        except OSError as error:
            raise OtaflashError(
                "not-installed",
                f"Cannot run {self.tool}: {error.strerror}.",
                next_step="Install otaflash in PATH, or set its path under `tools:` in the environment.",
            ) from error
