#!/usr/bin/env python3
"""Replays recorded console conversations of the real firmware against the mock board; `scripts/test --probes` calls it.

    check_probes.py MOCK_BOARD SHARED [FLOOR53 FLOOR51 CONSOLE]

SHARED/probes has the recordings and their replay program; without them nothing is checked. The floors are how many
conversations must match for the lines idf5 (with Lua 5.3 and 5.1) and console. Logs go to .build.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LOGS = REPOSITORY / ".build"
TABLES = REPOSITORY / "Tests/Fixtures/partitions/{partitions}.csv"

# Groups that must match completely.
COMMON = ["line-editor", "prompts", "echo", "long-lines", "bytes", "otaupgrade-flow", "info"]
CONSOLE = ["console-on", "console-write", "console-mode"]

# Conversations about lost alarms: alarms are lost while bytes fill the task queue.
ALARMS = [f"n-tmr-{number:03}" for number in range(1, 6)]


class Probes:
    def __init__(self, board: str, shared: Path) -> None:
        self.board, self.folder = board, shared / "probes"
        self.console = self.folder / "console.json"

    def replay(self, log: str, line: str, *options: str, paced: str = "") -> str:
        """Replays conversations with a board of a firmware line; returns the report."""
        spawn = (
            f"{self.board} --dialect {line} --lua {{lua_version}} --chip esp32 --firmware {{slot0}} "
            f"--partitions {TABLES} {{rollback_flag}} --keep-boot-text --with-encoder {paced}"
        )
        command = [sys.executable, self.folder / "run_probes.py", *options, "--spawn", spawn]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        (LOGS / log).write_text(run.stdout)
        return run.stdout

    def idf5(self, variant: str) -> str:
        return self.replay(f"probes-{variant}.log", "idf5", "--variant", variant, "--fallback", "emu-c3-lua53", *jobs())

    def console_line(self, log: str, *options: str, paced: str = "") -> str:
        recorded = ["--probes", str(self.console), "--variant", "console-lua53"]
        return self.replay(log, "console", *recorded, *options, paced=paced)

    def alarms(self) -> int:
        """How many conversations about lost alarms match.

        They depend on time, so the board is paced like its line, and each has three tries. The positions of pauses are not
        compared, since the recorded firmware ran slower than its clock.
        """
        recorded = {probe["id"]: probe["expect"]["console-lua53"] for probe in json.loads(self.console.read_text())["probes"]}
        return sum(any(self.alarm_matches(name, recorded[name]) for _ in range(3)) for name in ALARMS)

    def alarm_matches(self, name: str, expected: list[str]) -> bool:
        dump = LOGS / f"probes-{name}.json"
        dump.unlink(missing_ok=True)
        self.console_line(f"probes-{name}.log", "--timing", "--id", name, "--dump", str(dump), paced="--baud 115200")
        received = json.loads(dump.read_text())[name] if dump.exists() else [None]
        return None not in received and "".join(received) == "".join(expected)


def jobs() -> list[str]:
    return ["--jobs", str(3 * (os.cpu_count() or 1))]


def check(report: str, floor: int, complete: list[str], others: int = 0) -> None:
    """Ends with an error if a group is incomplete, or if fewer than `floor` match in total, with `others` counted."""
    print(report[report.find("----"):], end="")
    counts = {m[1]: (int(m[2]), int(m[3])) for m in re.finditer(r"^(\S+)\s+(\d+) / (\d+)$", report, re.M)}
    incomplete = [group for group in complete if len(set(counts.get(group, (0, 1)))) > 1]
    matched, total = counts.get("total", (0, 0))
    if incomplete or matched + others < floor:
        print(report[:4000])
        sys.exit(f"{matched} of {total} and {others} others match, {floor} are needed; incomplete groups: {incomplete}")


def main(board: str, shared: str, floor53: str = "280", floor51: str = "280", floor_console: str = "500") -> None:
    probes = Probes(os.path.abspath(board), Path(shared).resolve())
    if not probes.console.exists():
        print(f"No recordings at {probes.folder}: skipped.")
        return
    check(probes.idf5("idf5-lua53"), int(floor53), COMMON)
    check(probes.idf5("idf5-lua51"), int(floor51), COMMON)
    console = probes.console_line("probes-console-lua53.log", *jobs())
    alarms = probes.alarms()
    print(f"alarms                  {alarms} / {len(ALARMS)}")
    if alarms < len(ALARMS):
        sys.exit("All conversations about alarms must match.")
    check(console, int(floor_console), COMMON + CONSOLE, alarms)


main(*sys.argv[1:])
