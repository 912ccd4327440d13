"""The events that otaflash writes with `--events -`: one JSON object per line (Schemas/event.schema.json)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """One event. Unknown types and fields are allowed: new versions of the format only add some."""

    type: str
    fields: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """The field's value; None if the event has no such field."""
        return self.fields.get(name)


class EventReader:
    """Turns bytes, split anywhere, into events. Does no I/O.

    A line that is not an event is skipped and counted in `damaged`; so is a last line without a line end.
    """

    def __init__(self) -> None:
        self.damaged = 0
        self._rest = b""

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [event for line in lines if (event := self._event(line))]

    def finish(self) -> None:
        """Call this at the end of the stream."""
        if self._rest:
            self.damaged += 1
        self._rest = b""

    def _event(self, line: bytes) -> Event | None:
        try:
            fields = json.loads(line)
            return Event(fields["type"], fields)
        except (ValueError, TypeError, KeyError):
            self.damaged += 1
            return None
