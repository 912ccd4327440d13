"""The result of a run, from its events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .errors import OtaflashError
from .events import Event
from .process import Ending


@dataclass
class Run:
    """One run of `otaflash upgrade`, event by event.

    `run-finished` is always the last event; without it the run was cut off, whatever came before.
    """

    board: Event | None = None
    finished: Event | None = None
    started: bool = False

    def take(self, event: Event) -> None:
        """Records the events that matter for the result."""
        match event.type:
            case "run-started":
                self.started = True
            case "board-finished":
                self.board = event
            case "run-finished":
                self.finished = event

    def result(self, ending: Ending) -> dict[str, Any]:
        """The fields of `board-finished` of a successful run.

        Raises OtaflashError otherwise: with otaflash's code if it reported one, else `usage` or `crashed`.
        """
        if ending.timed_out:
            raise OtaflashError("timeout", self._timeout_message(ending), stderr=ending.stderr)
        if self.finished is None:
            raise self._cut_off(ending)
        if self.board is None or self.board["status"] not in ("ok", "unchanged") or not self.finished["success"]:
            raise self._failure(ending.stderr)
        # `--changed-exit-code` can set another status for a changed board.
        if ending.status not in (0, self.finished["exit_code"]):
            raise OtaflashError(
                "internal", f"The run succeeded, but otaflash ended with status {ending.status}.", stderr=ending.stderr
            )
        return dict(self.board.fields)

    def _failure(self, stderr: Sequence[str]) -> OtaflashError:
        if self.board is None:
            status = self.finished["exit_code"] if self.finished else None
            return OtaflashError(
                "interrupted", f"otaflash ended with status {status} before it reported a result.", stderr=stderr
            )
        return OtaflashError(
            self.board["code"] or "failed",
            self.board["message"] or "otaflash gave no reason.",
            next_step=self.board["next_step"],
            retryable=bool(self.board["retryable"]),
            stderr=stderr,
        )

    def _timeout_message(self, ending: Ending) -> str:
        message = f"otaflash did not finish within {ending.timeout:g} s and was stopped."
        if self.finished is None:
            return f"{message} It did not shut down cleanly, so it is unknown what the board runs."
        return f"{message} {self.board['message']}" if self.board and self.board["message"] else message

    def _cut_off(self, ending: Ending) -> OtaflashError:
        last = " ".join(line.strip() for line in ending.stderr[-4:])
        if ending.status == 2 and not self.started:
            return OtaflashError("usage", last or "otaflash refused its options.", stderr=ending.stderr)
        how = f"by signal {-ending.status}" if ending.status < 0 else f"with status {ending.status}"
        return OtaflashError(
            "crashed",
            f"otaflash ended {how} without its last event. {last}".rstrip(),
            next_step="Run `otaflash info` to see what the board runs.",
            stderr=ending.stderr,
        )
