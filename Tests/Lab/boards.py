"""Mock boards, and the images for them."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from processes import Processes, wait_until

IMAGE_SIZE = 0x8000
SLOTS = {"ota_0": 0x10000, "ota_1": 0x140000}


@dataclass(frozen=True)
class Board:
    """A mock board behind a link; its flash is a file."""

    name: str
    link: Path
    flash: Path
    process: subprocess.Popen

    def slot_holds(self, slot: str, image: Path) -> bool:
        """Whether a slot begins with this image, byte for byte."""
        data = image.read_bytes()
        with self.flash.open("rb") as flash:
            flash.seek(SLOTS[slot])
            return flash.read(len(data)) == data


class Boards:
    """Starts mock boards with version 1.0.0."""

    def __init__(self, processes: Processes, mock_board: Path) -> None:
        self._processes = processes
        self._mock_board = mock_board
        self._started: list[Board] = []

    def image(self, version: str, chip: str = "esp32") -> Path:
        """An image of this version; the same one each time."""
        path = self._processes.folder / f"{version}-{chip}.bin"
        if not path.exists():
            options = ["--version", version, "--chip", chip, "--size", str(IMAGE_SIZE)]
            self._processes.run([self._mock_board, "make-image", path, *options])
        return path

    def start(self, name: str, *options: str, chip: str = "esp32") -> Board:
        """Starts a board behind a link in /dev/shm: labgrid wants its ports below /dev."""
        link = Path(f"/dev/shm/otaflash-lab-{os.getpid()}-{name}")
        flash = self._processes.folder / f"{name}.flash"
        argv = [self._mock_board, "--link", link, "--chip", chip, "--flash", flash, "--rollback", *options]
        process, log = self._processes.start(f"board-{name}", [*argv, "--firmware", self.image("1.0.0", chip)])
        wait_until(lambda: log.read_text().startswith("ready"), f"The mock board {name}")
        board = Board(name, link, flash, process)
        self._started.append(board)
        return board

    def ended(self) -> list[str]:
        """The boards that are not running any more, with their status: a signal's number where that is negative."""
        return [f"{board.name} ({status})" for board in self._started if (status := board.process.poll()) is not None]
