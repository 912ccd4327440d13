"""Runs a program to its end, or to the end of its time, and never leaves it behind."""

import selectors
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

KEPT_LINES = 200


@dataclass(frozen=True)
class Ending:
    """How a program ended: its status as Python has it, so a signal is negative, and its last lines of stderr."""

    status: int
    stderr: list[str] = field(default_factory=list)
    timed_out: bool = False
    timeout: float = 0


def run(argv: Sequence[str], take: Callable[[bytes], object], *, timeout: float, grace: float = 10) -> Ending:
    """Runs a program and gives `take` what it writes to standard output, as it comes.

    After `timeout` seconds, and on any exception, also KeyboardInterrupt and a SIGTERM of this process, it gets one
    SIGTERM and `grace` seconds to end in order; then it is killed. An exception goes on to the caller after that.
    Raises OSError where the program cannot be started.
    """
    with _stop_signals() as signals:
        program = None
        try:
            # A program that has been started is one to be ended, however early a signal comes.
            with signals.held():
                program = _Program(argv, take)
            timed_out = not program.follow(timeout)
            if timed_out:
                program.stop(grace)
        except BaseException:
            if program:
                program.stop(grace)
            raise
        finally:
            if program:
                program.close()
    return Ending(program.status, program.stderr, timed_out, timeout)


class _Program:
    """A running program with its two streams."""

    def __init__(self, argv: Sequence[str], take: Callable[[bytes], object]) -> None:
        # A session of its own, so that Ctrl-C reaches it once and from here: its second signal would end it at once.
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            bufsize=0,
        )
        self._take = take
        self._errors = deque(maxlen=KEPT_LINES)
        self._error_rest = b""
        self._streams = selectors.DefaultSelector()
        self._streams.register(self._process.stdout, selectors.EVENT_READ, take)
        self._streams.register(self._process.stderr, selectors.EVENT_READ, self._take_errors)

    @property
    def status(self) -> int:
        return self._process.returncode

    @property
    def stderr(self) -> list[str]:
        lines = [*self._errors, self._error_rest]
        return [line.decode(errors="replace") for line in lines if line.strip()]

    def follow(self, seconds: float) -> bool:
        """Reads until both streams and the program have ended; says whether that came in time."""
        end = time.monotonic() + seconds
        while self._streams.get_map():
            ready = self._streams.select(end - time.monotonic())
            if not ready and time.monotonic() >= end:
                return False
            for key, _ in ready:
                data = key.fileobj.read(65536)
                if data:
                    key.data(data)
                else:
                    self._streams.unregister(key.fileobj)
        try:
            self._process.wait(max(0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self, grace: float) -> None:
        """Ends the program in order where it lets itself be ended so, and else at once."""
        self._process.terminate()
        try:
            in_order = self.follow(grace)
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise
        if not in_order:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        self._streams.close()
        self._process.stdout.close()
        self._process.stderr.close()

    def _take_errors(self, data: bytes) -> None:
        *lines, self._error_rest = (self._error_rest + data).split(b"\n")
        self._errors.extend(lines)


class _StopSignals:
    """Makes SIGTERM and SIGINT a KeyboardInterrupt, at once or after what must not be interrupted."""

    def __init__(self) -> None:
        self._is_held = False
        self._received: int | None = None

    def take(self, number: int, frame: FrameType | None) -> None:
        self._received = number
        if not self._is_held:
            raise KeyboardInterrupt(signal.Signals(number).name)

    @contextmanager
    def held(self) -> Iterator[None]:
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            if self._received is not None:
                raise KeyboardInterrupt(signal.Signals(self._received).name)


@contextmanager
def _stop_signals() -> Iterator[_StopSignals]:
    """Takes SIGTERM where it would end this process with its child still running, and SIGINT.

    pytest ends its session on a KeyboardInterrupt, and takes any other exception for the failure of one test. Handlers
    that somebody has set are left alone.
    """
    signals = _StopSignals()
    usual = {}
    if threading.current_thread() is threading.main_thread():
        candidates = {signal.SIGTERM: signal.SIG_DFL, signal.SIGINT: signal.default_int_handler}
        usual = {number: handler for number, handler in candidates.items() if signal.getsignal(number) is handler}
    for number in usual:
        signal.signal(number, signals.take)
    try:
        yield signals
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)
