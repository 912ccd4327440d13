"""What the events of one run add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .errors import OtaflashError
from .events import Event
from .process import Ending


@dataclass
class Run:
    """One run of `otaflash upgrade`, event by event.

    Without a `run-finished`, which always is the last event, the run was cut off, whatever came before.
    """

    board: Event | None = None
    finished: Event | None = None
    started: bool = False

    def take(self, event: Event) -> None:
        """Notes what counts for the result."""
        match event.type:
            case "run-started":
                self.started = True
            case "board-finished":
                self.board = event
            case "run-finished":
                self.finished = event

    def result(self, ending: Ending) -> dict[str, Any]:
        """The fields of `board-finished` of a run that went well.

        Raises OtaflashError otherwise: with the code of otaflash where it told one, else `usage` or `crashed`.
        """
        if ending.timed_out:
            raise OtaflashError("timeout", self._told_at_timeout(ending), stderr=ending.stderr)
        if self.finished is None:
            raise self._cut_off(ending)
        if self.board is None or self.board["status"] not in ("ok", "unchanged") or not self.finished["success"]:
            raise self._failure(ending.stderr)
        # A status of its own may stand for a change (`--changed-exit-code`).
        if ending.status not in (0, self.finished["exit_code"]):
            raise OtaflashError(
                "internal", f"The run went well, but otaflash ended with status {ending.status}.", stderr=ending.stderr
            )
        return dict(self.board.fields)

    def _failure(self, stderr: Sequence[str]) -> OtaflashError:
        if self.board is None:
            status = self.finished["exit_code"] if self.finished else None
            return OtaflashError(
                "interrupted", f"otaflash ended with status {status} before it knew more.", stderr=stderr
            )
        return OtaflashError(
            self.board["code"] or "failed",
            self.board["message"] or "No reason was told.",
            next_step=self.board["next_step"],
            retryable=bool(self.board["retryable"]),
            stderr=stderr,
        )

    def _told_at_timeout(self, ending: Ending) -> str:
        message = f"otaflash had not ended within {ending.timeout:g} s and was stopped."
        if self.finished is None:
            return f"{message} It did not end in order: what the board runs is not known."
        return f"{message} {self.board['message']}" if self.board and self.board["message"] else message

    def _cut_off(self, ending: Ending) -> OtaflashError:
        last = " ".join(line.strip() for line in ending.stderr[-4:])
        if ending.status == 2 and not self.started:
            return OtaflashError("usage", last or "otaflash refused its options.", stderr=ending.stderr)
        how = f"by signal {-ending.status}" if ending.status < 0 else f"with status {ending.status}"
        return OtaflashError(
            "crashed",
            f"otaflash ended {how} without its last event. {last}".rstrip(),
            next_step="Look with `otaflash info` what the board runs.",
            stderr=ending.stderr,
        )
