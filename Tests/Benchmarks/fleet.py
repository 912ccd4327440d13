"""Measures the cost of many boards at once; `scripts/bench fleet [BOARDS] [BYTES]` calls it.

Prints the wall time of a fleet compared with one board alone, the peak memory, and the processor time of otaflash and of
each mock board. The boards are mock boards on pseudo terminals, paced like real ones at 115200 baud. They run on the same
machine, so the figures are valid only while it has idle processor time; the idle share is printed, too.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

programs = sys.argv[1]
boards, size = (int(argument) for argument in (sys.argv[2:] + [32, 131072][len(sys.argv) - 2:]))


def idle():
    """The total idle time of all processors of this machine, in seconds."""
    with open("/proc/stat") as file:
        return int(file.readline().split()[4]) / os.sysconf("SC_CLK_TCK")


def fleet(folder, count):
    """Upgrades `count` boards; returns the seconds, the slowest board's own seconds, MB of memory, the share of idle time,
    the processor time of otaflash and that of a mock board."""
    servers = []
    try:
        with open(f"{folder}/bench.toml", "w") as file:
            for index in range(count):
                link = f"{folder}/board{index}"
                file.write(f'[[board]]\nname = "esp{index}"\nport = "{link}"\n')
                servers.append(subprocess.Popen(
                    [f"{programs}/mock-board", "--link", link, "--baud", "115200", "--rollback",
                     "--firmware", f"{folder}/old.bin"], stdout=subprocess.PIPE))
        for server in servers:
            server.stdout.readline()
        start, rested = time.monotonic(), idle()
        run = subprocess.Popen(
            [f"{programs}/otaflash", "fleet", "upgrade", f"{folder}/new.bin", "--inventory", f"{folder}/bench.toml",
             "--jobs", str(count), "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        answer = json.loads(run.stdout.read())
        _, status, usage = os.wait4(run.pid, 0)
        seconds = time.monotonic() - start
        assert status == 0, answer
        slowest = max(board["duration"] for board in answer["boards"])
        rested = (idle() - rested) / seconds / os.cpu_count()
        boards = [end(server) for server in servers]
        servers.clear()
        spent = usage.ru_utime + usage.ru_stime
        return seconds, slowest, usage.ru_maxrss / 1024, rested, spent, sum(boards) / count
    finally:
        for server in servers:
            end(server)


def end(server):
    """Ends a mock board; returns its processor time."""
    server.terminate()
    _, _, usage = os.wait4(server.pid, 0)
    return usage.ru_utime + usage.ru_stime


with tempfile.TemporaryDirectory() as folder:
    for name, version in (("old", "1.0.0"), ("new", "2.0.0")):
        subprocess.run([f"{programs}/mock-board", "make-image", f"{folder}/{name}.bin", "--version", version,
                        "--size", str(size)], check=True)
    print("boards  seconds  slowest  of one alone  peak MB  processor s  of a mock board  idle")
    alone = None
    for count in (1, boards):
        seconds, slowest, peak, rested, spent, board = fleet(folder, count)
        alone = alone or seconds
        print(f"{count:<6}  {seconds:<7.1f}  {slowest:<7.1f}  {seconds / alone:<12.2f}  {peak:<7.0f}  {spent:<11.1f}  {board:<15.2f}  {rested:.0%}")
