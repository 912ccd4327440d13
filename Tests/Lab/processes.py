"""Programs of the lab: each is started with a log and ended with everything that it started."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from report import CheckFailed

PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Done:
    """How a program ended, and what it wrote to both of its streams."""

    status: int
    output: str


def wait_until(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Waits for a condition; fails the check that runs where it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise CheckFailed(f"{what} did not come within {seconds} s.")
        time.sleep(0.05)


class Processes:
    """Everything that the lab has running. Each program is the leader of a group, which ends with it."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = dict(environment)
        self._running: list[subprocess.Popen] = []
        self._lock = threading.Lock()
        self._has_ended = False
        # Whatever loses its parent becomes a child of this process, and so can be found (prctl(2)).
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def start(self, name: str, argv: Sequence[str | Path], **more: str) -> tuple[subprocess.Popen, Path]:
        """Starts a program that stays; its output goes to the log that is returned."""
        log = self.folder / f"{name}.log"
        with log.open("w") as output:
            return self._spawn(argv, more, self.folder, output), log

    def run(self, argv: Sequence[str | Path], cwd: Path | None = None, timeout: float = 120, **more: str) -> Done:
        """Runs a program to its end, with variables added to its environment."""
        process = self._spawn(argv, more, cwd or self.folder, subprocess.PIPE)
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise CheckFailed(f"{' '.join(map(str, argv))} did not end within {timeout} s.") from None
        finally:
            self.stop(process)
        return Done(process.returncode, output)

    def stop(self, *processes: subprocess.Popen) -> None:
        """Ends programs and what they started: in order within 2 s, else at once."""
        for process in processes:
            self._signal(process, signal.SIGTERM)
        end = time.monotonic() + 2
        while time.monotonic() < end and any(self._is_there(process) for process in processes):
            time.sleep(0.05)
        for process in processes:
            self._signal(process, signal.SIGKILL)
            process.wait()
        with self._lock:
            self._running = [process for process in self._running if process not in processes]

    def end(self) -> list[str]:
        """Ends all; nothing can be started afterwards. Returns the names of programs that had left their groups."""
        with self._lock:
            self._has_ended = True
            running = list(self._running)
        self.stop(*running)
        names = []
        while children := self._children():
            for child in children:
                if os.waitpid(child, os.WNOHANG) == (0, 0):
                    names.append(Path(f"/proc/{child}/comm").read_text().strip())
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
        return names

    def _spawn(
        self, argv: Sequence[str | Path], more: Mapping[str, str], cwd: Path, output: object
    ) -> subprocess.Popen:
        with self._lock:
            if self._has_ended:
                raise CheckFailed("The lab was ended.")
            process = subprocess.Popen(
                [str(word) for word in argv],
                cwd=cwd,
                env={**self.environment, **more},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
            self._running.append(process)
            return process

    @staticmethod
    def _children() -> list[int]:
        return [int(word) for file in Path("/proc/self/task").glob("*/children") for word in file.read_text().split()]

    @staticmethod
    def _signal(process: subprocess.Popen, number: int) -> None:
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            pass

    @staticmethod
    def _is_there(process: subprocess.Popen) -> bool:
        """Whether a program or something that it started and left behind is there; reaps what has ended."""
        if process.poll() is None:
            return True
        try:
            while os.waitpid(-process.pid, os.WNOHANG) != (0, 0):
                pass
            return True
        except ChildProcessError:
            return False
