"""What labgrid is told when otaflash fails."""

from collections.abc import Sequence

from labgrid.driver.exception import ExecutionError

# What may pass by itself, for where otaflash does not say (its events do).
PASSING = {"port-busy", "no-prompt", "transfer-failed", "image-invalid-on-board", "link-lost", "interrupted", "timeout"}


class OtaflashError(ExecutionError):
    """A failure with its code, such as `check-failed`, first in the text: test reports show the first words.

    `code` is otaflash's, or one of `timeout`, `crashed` and `not-installed`. `retryable` says whether the same may end
    otherwise when it is tried again, without anybody changing anything. `stderr` has the last lines of the program.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        next_step: str | None = None,
        retryable: bool | None = None,
        stderr: Sequence[str] = (),
    ) -> None:
        text = f"{code}: {message}" + (f" Next: {next_step}" if next_step else "")
        super().__init__(text, stderr=list(stderr))
        # attrs gives the text to a field only; Python prints the arguments.
        self.args = (text,)
        self.code = code
        self.message = message
        self.next_step = next_step
        self.retryable = code in PASSING if retryable is None else retryable

    def __str__(self) -> str:
        return self.msg
