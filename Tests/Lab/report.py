"""The lines of the lab's report."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class CheckFailed(Exception):
    """What was found instead of what was expected."""


def expect(condition: object, otherwise: str) -> None:
    """Fails the check that runs with these words where the condition does not hold."""
    if not condition:
        raise CheckFailed(otherwise)


class Report:
    """Counts checks and prints a line for each as it ends, from any thread."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0
        self._is_silent = False
        self._lock = threading.Lock()

    def silence(self) -> None:
        """Neither tells nor counts what ends from now on: the lab was interrupted."""
        with self._lock:
            self._is_silent = True

    @contextmanager
    def check(self, name: str) -> Iterator[None]:
        """Runs one check; a failure is told and ends nothing else."""
        try:
            yield
        except Exception as error:
            text = str(error) if isinstance(error, CheckFailed) else f"{type(error).__name__}: {error}"
            self._tell(False, f"FAILED {name}\n" + "".join(f"    | {line}\n" for line in text.splitlines()[-25:]))
        else:
            self._tell(True, f"ok {name}\n")

    def summary(self) -> str:
        return f"{self.passed} passed, {self.failed} failed"

    def _tell(self, has_passed: bool, text: str) -> None:
        with self._lock:
            if self._is_silent:
                return
            self.passed += has_passed
            self.failed += not has_passed
            print(text, end="", flush=True)
