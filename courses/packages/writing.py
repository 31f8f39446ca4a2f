"""What the writers of all formats share."""

from __future__ import annotations

from courses.packages.questions import Problem, Severity, Unsupported


def left_out(item: Unsupported) -> Problem:
    message = f"“{item.title}” is of the type “{item.type}”, which came as {item.format} and can"
    return warning(f"{message} only go out as that. It is not in this file.", item.line)


def warning(message: str, line: int) -> Problem:
    return Problem(message, line, Severity.WARNING)
