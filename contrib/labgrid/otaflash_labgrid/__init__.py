"""otaflash in labgrid: a driver that upgrades a board, and a strategy that knows its states.

Name this module under `imports:` in a labgrid environment; `OtaflashDriver` and `OtaflashStrategy` are registered then.
"""

from .driver import OtaflashDriver
from .errors import OtaflashError
from .strategy import OtaflashStrategy, Status

__all__ = ["OtaflashDriver", "OtaflashError", "OtaflashStrategy", "Status"]
