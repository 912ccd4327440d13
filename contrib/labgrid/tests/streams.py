"""Event streams as otaflash writes them."""

from typing import Any

STARTED = {"v": 1, "seq": 0, "type": "run-started", "tool": "9.9", "argv": [], "host": "lab"}


def phase(name: str) -> dict[str, Any]:
    return {"v": 1, "type": "phase-started", "phase": name, "deadline_ms": None}


def board(status: str, code: str, message: str | None = None, **more: Any) -> dict[str, Any]:
    fields = {"changed": False, "from": "1.0.0", "to": "2.0.0", "next_step": None, "retryable": False}
    return {"v": 1, "type": "board-finished", "status": status, "code": code, "message": message, **fields, **more}


def finished(exit_code: int) -> dict[str, Any]:
    return {"v": 1, "type": "run-finished", "success": exit_code == 0, "counts": {}, "exit_code": exit_code}


UPGRADED = [STARTED, phase("connect"), board("ok", "upgraded", changed=True), finished(0)]
UNCHANGED = [STARTED, board("unchanged", "already-current"), finished(0)]
CHECK_FAILED = [
    STARTED,
    board("failed", "check-failed", "The check returned false.", next_step="Fix the check."),
    finished(34),
]
NO_PROMPT = [STARTED, board("failed", "no-prompt", "No Lua prompt answers.", retryable=True), finished(14)]
INTERRUPTED = [board("cancelled", "interrupted", "A signal came.", retryable=True), finished(143)]
