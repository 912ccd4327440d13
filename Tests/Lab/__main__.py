"""Runs every check of otaflash in the hands of lab engines; Tests/Lab/run calls it.

It takes the repository, and the folder that has otaflash and mock-board.
"""

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from boards import Boards
from engine_checks import EngineChecks
from labgrid_checks import LabgridChecks
from processes import Processes
from readme_checks import ReadmeChecks
from report import Report, expect

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def environment(repository: Path, binaries: Path) -> Mapping[str, str]:
    """The environment of all programs, without what the user has set for labgrid and otaflash."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LG_", "OTAFLASH_", "PYTEST_"))}
    path = [Path(sys.executable).parent, binaries, repository / "contrib/shell", os.environ["PATH"]]
    return kept | {
        "PATH": ":".join(map(str, path)),
        "PYTHONPATH": str(repository / "contrib/labgrid"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LG_USERNAME": "lab",
        "LG_HOSTNAME": "localhost",
    }


def leave(number: int, frame: FrameType | None) -> None:
    ignore_signals()
    raise SystemExit(128 + number)


def ignore_signals() -> None:
    """Lets nothing interrupt the end of what was started."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def main() -> None:
    repository, binaries = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    report = Report()
    folder = Path(tempfile.mkdtemp(prefix="otaflash-lab-"))
    processes = Processes(folder, environment(repository, binaries))
    try:
        for number in SIGNALS:
            signal.signal(number, leave)
        run(processes, report, repository, binaries)
    except BaseException:
        report.silence()
        raise
    finally:
        ignore_signals()
        with report.check("nothing stays behind"):
            orphans = processes.end()
            links = list(Path("/dev/shm").glob(f"otaflash-lab-{os.getpid()}-*"))
            for link in links:
                link.unlink()
            expect(not orphans and not links, f"{' '.join(orphans) or 'No program'} and {len(links)} links stayed.")
        shutil.rmtree(folder, ignore_errors=True)
        print(report.summary(), flush=True)
    sys.exit(report.failed > 0)


def run(processes: Processes, report: Report, repository: Path, binaries: Path) -> None:
    """Runs all checks, side by side where they do not need each other."""
    boards = Boards(processes, binaries / "mock-board")
    for version in ("1.0.0", "2.0.0", "3.0.0", "4.0.0"):
        boards.image(version)
    labgrid = LabgridChecks(processes, boards, report, binaries / "otaflash")
    engines = EngineChecks(processes, boards, report, repository / "contrib")
    readme = ReadmeChecks(processes, report, repository / "contrib/labgrid")
    parts = [labgrid, engines, readme]
    threads = [threading.Thread(target=part.run, daemon=True) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with report.check("the mock boards run to the end"):
        expect(not boards.ended(), f"These have ended: {', '.join(boards.ended())}.")
    labgrid.close()


if __name__ == "__main__":
    main()
