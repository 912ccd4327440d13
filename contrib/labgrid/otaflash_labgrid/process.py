"""Runs a program until it ends or its time is up, and never leaves it running."""

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
    """How a program ended: its status as in Python (negative for a signal), and its last lines of stderr."""

    status: int
    stderr: list[str] = field(default_factory=list)
    timed_out: bool = False
    timeout: float = 0


def run(argv: Sequence[str], take: Callable[[bytes], object], *, timeout: float, grace: float = 10) -> Ending:
    """Runs a program and passes its standard output to `take` as it arrives.

    After `timeout` seconds, and on any exception, including KeyboardInterrupt and a SIGTERM of this process, the
    program gets one SIGTERM and `grace` seconds to shut down cleanly; then it is killed. After that, the exception
    continues to the caller. Raises OSError if the program cannot be started.
    """
    with _stop_signals() as signals:
        program = None
        try:
            # Once the program is started it must also be stopped, however early a signal arrives.
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
        # In its own session, Ctrl-C reaches it only once, from here: a second signal would end it immediately.
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
        """Reads until both streams and the program have ended; returns whether that was in time."""
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
        """Stops the program cleanly; kills it if it does not end within `grace` seconds."""
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
    """Turns SIGTERM and SIGINT into a KeyboardInterrupt, at once or after a section that must not be interrupted."""

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
    """Handles SIGINT, and SIGTERM if it would end this process with its child still running.

    pytest ends its session on a KeyboardInterrupt, and treats any other exception as the failure of one test. Custom
    handlers are left alone.
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
