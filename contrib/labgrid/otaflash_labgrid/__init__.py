"""labgrid support for otaflash: a driver that upgrades a board, and a strategy that manages its states.

Add this module to `imports:` in a labgrid environment; that registers `OtaflashDriver` and `OtaflashStrategy`.
"""

from .driver import OtaflashDriver
from .errors import OtaflashError
from .strategy import OtaflashStrategy, Status

__all__ = ["OtaflashDriver", "OtaflashError", "OtaflashStrategy", "Status"]
