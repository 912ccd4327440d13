"""The event reader, and the log lines of events."""

import logging

import pytest
from otaflash_labgrid.events import Event, EventReader
from otaflash_labgrid.narrator import Narrator

LINES = b'{"type":"run-started","tool":"1"}\n{"type":"warning","message":"\xe2\x86\x92"}\n{"type":"new-in-v9"}\n'


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_events_are_the_same_however_the_bytes_are_split(size):
    reader = EventReader()
    pieces = [LINES[start : start + size] for start in range(0, len(LINES), size)]
    events = [event for piece in pieces for event in reader.feed(piece)]
    assert [event.type for event in events] == ["run-started", "warning", "new-in-v9"]
    assert events[1]["message"] == "→"
    assert reader.damaged == 0


@pytest.mark.parametrize("line", [b"prose", b"[1]", b"3", b"null", b'{"kind":"x"}', b"\xff\xfe", b'{"type":'])
def test_a_line_that_is_not_an_event_is_skipped_and_counted(line):
    reader = EventReader()
    events = reader.feed(line + b'\n{"type":"progress"}\n')
    assert [event.type for event in events] == ["progress"]
    assert reader.damaged == 1


def test_a_last_line_without_a_line_end_is_not_an_event():
    reader = EventReader()
    assert reader.feed(b'{"type":"run-finished","success":true}') == []
    reader.finish()
    assert reader.damaged == 1


def test_a_missing_field_is_none():
    assert Event("progress", {})["done"] is None


def test_progress_is_logged_in_quarters():
    narrator = Narrator()
    events = [Event("progress", {"done": done, "total": 1000}) for done in range(0, 1001, 10)]
    lines = [told[1] for event in events if (told := narrator.line(event))]
    assert lines == [f"{percent} % of 1000 bytes" for percent in (25, 50, 75, 100)]


def test_warnings_are_logged_as_warnings_and_unknown_types_are_not_logged():
    warning = Event("warning", {"code": "reset-on-open", "message": "It restarted."})
    assert Narrator().line(warning) == (logging.WARNING, "reset-on-open: It restarted.")
    assert Narrator().line(Event("new-in-v9", {})) is None


@pytest.mark.parametrize(
    "fields", [{}, {"done": None, "total": None}, {"done": "1", "total": "2"}, {"done": 1, "total": 0}]
)
def test_progress_without_numbers_is_not_logged(fields):
    assert Narrator().line(Event("progress", fields)) is None
    assert Narrator().line(Event("phase-started", fields)) is not None
