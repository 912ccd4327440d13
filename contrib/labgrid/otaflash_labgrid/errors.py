"""The error that labgrid gets when otaflash fails."""

from collections.abc import Sequence

from labgrid.driver.exception import ExecutionError

# Transient failures, used if otaflash does not say whether a failure is transient (its events do).
PASSING = {"port-busy", "no-prompt", "transfer-failed", "image-invalid-on-board", "link-lost", "interrupted", "timeout"}


class OtaflashError(ExecutionError):
    """A failure. Its text starts with its code, such as `check-failed`, since test reports show the first words.

    `code` is otaflash's, or one of `timeout`, `crashed` and `not-installed`. `retryable` says whether the same call can
    succeed later without any change. `stderr` has the last lines of the program.
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
        # attrs stores the text only in a field; Python prints the arguments.
        self.args = (text,)
        self.code = code
        self.message = message
        self.next_step = next_step
        self.retryable = code in PASSING if retryable is None else retryable

    def __str__(self) -> str:
        return self.msg
