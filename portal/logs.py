"""Logs that a machine reads: one JSON object a line, a request id in each, and nobody in any.

Paths carry tokens and errors quote the values they choked on, so neither is written: a request is
known by its route and an error by its type and the lines it went through.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from celery.signals import before_task_publish, task_postrun, task_prerun
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
current_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("portal.requests")
LEAVES_NO_TRACE = {"resources:review_copy", "resources:review_file"}
"""Whoever opens these was promised that nothing is counted or written down. Errors of ours are."""


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
            "request_id": current_id.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, default=str)


def message_of(record: logging.LogRecord) -> str:
    if hasattr(record, "request"):
        return f"Answered {getattr(record, 'status_code', '')} at {route_of(record.request)}"
    if record.name == "celery.app.trace" and isinstance(getattr(record, "data", None), dict):
        return f"Task {record.data.get('name')}: {record.levelname.lower()}"
    return record.getMessage()


def describe(problem: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(problem.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"type": type(problem).__name__, "where": where}


def leaves_no_trace(request: HttpRequest) -> bool:
    match = getattr(request, "resolver_match", None)
    return bool(match) and match.view_name in LEAVES_NO_TRACE


class WithoutTrace(logging.Filter):
    """The framework writes a line of its own for a link that has ended."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        return record.levelno >= logging.ERROR or not leaves_no_trace(request)


def route_of(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.route if match else "no route"


class RequestLog:
    """Gives each request an id, answers it in a header, and writes one line when it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current_id.set(uuid.uuid4().hex)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = current_id.get()
            if leaves_no_trace(request) and response.status_code < 500:
                return response
            facts = {
                "method": request.method,
                "route": route_of(request),
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            }
            requests.info("request", extra={"facts": facts})
            return response
        finally:
            current_id.reset(token)


@before_task_publish.connect
def _send_id_along(headers: dict | None = None, **kwargs: object) -> None:
    if headers is not None and current_id.get():
        headers["portal_request_id"] = current_id.get()


@task_prerun.connect
def _take_id_up(task: object = None, **kwargs: object) -> None:
    current_id.set(getattr(task.request, "portal_request_id", None) or "")


@task_postrun.connect
def _put_id_down(**kwargs: object) -> None:
    current_id.set("")
