"""Log lines for events."""

import logging

from .events import Event

STEP_PERCENT = 25


class Narrator:
    """Turns an event into a log level and a line, or None if the event is not logged. Does no I/O."""

    def __init__(self) -> None:
        self._told_percent = 0

    def line(self, event: Event) -> tuple[int, str] | None:
        """The line for the next event."""
        match event.type:
            case "run-started":
                return logging.INFO, f"otaflash {event['tool']}"
            case "phase-started":
                self._told_percent = 0
                return logging.INFO, f"phase {event['phase']}"
            case "planned":
                before, after = event["from_version"] or "?", event["to_version"] or "?"
                return logging.INFO, f"{event['from']} {before} -> {event['to']} {after}, {event['bytes']} bytes"
            case "progress":
                return self._progress(event)
            case "port-changed":
                return logging.INFO, f"port {event['old']} is {event['new']} now"
            case "warning":
                return logging.WARNING, f"{event['code']}: {event['message']}"
            case "board-finished":
                return logging.INFO, f"{event['status']}: {event['code']}, {event['from']} -> {event['to']}"
            case _:
                return None

    def _progress(self, event: Event) -> tuple[int, str] | None:
        done, total = event["done"], event["total"]
        if not isinstance(done, int) or not isinstance(total, int) or total <= 0:
            return None
        percent = 100 * done // total
        if percent < self._told_percent + STEP_PERCENT:
            return None
        self._told_percent = percent - percent % STEP_PERCENT
        return logging.INFO, f"{self._told_percent} % of {total} bytes"
