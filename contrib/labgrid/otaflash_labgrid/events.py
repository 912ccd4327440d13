"""The events that otaflash writes with `--events -`: one JSON object a line (Schemas/event.schema.json)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """One event. Types and fields that nobody knows are for others to know: the format only ever grows."""

    type: str
    fields: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """The field's value; None where the event has no such field."""
        return self.fields.get(name)


class EventReader:
    """Turns bytes, cut anywhere, into events. Does no I/O.

    A line that is no event is skipped and counted in `damaged`; so is a last line without its end.
    """

    def __init__(self) -> None:
        self.damaged = 0
        self._rest = b""

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [event for line in lines if (event := self._event(line))]

    def finish(self) -> None:
        """Nothing more will come."""
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
