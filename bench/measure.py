"""Times a page of the site and the bare view in turn, in one process, through the whole stack of middleware."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory, override_settings

from bench import bare


@dataclass(frozen=True)
class Result:
    """One page: its time, the bare view's in the same run (median microseconds), and the queries it made."""

    name: str
    site: float
    against_project: float
    """Requests per second as a part of those of a fresh project's view: 1.0 is as fast."""
    against_nothing: float
    """The same against the view without any middleware."""
    queries: int
    size: int


class Pair:
    """The site's handler and two bare ones, loaded once."""

    def __init__(self) -> None:
        self.site = WSGIHandler()
        with override_settings(MIDDLEWARE=["bench.bare.UseBareUrls", *bare.STARTPROJECT]):
            self.project = WSGIHandler()
        with override_settings(MIDDLEWARE=["bench.bare.UseBareUrls"]):
            self.nothing = WSGIHandler()

    def measure(self, name: str, path: str, *, rounds: int, cold: bool = False) -> Result:
        """Return the figures of one address: medians of `rounds` alternating requests."""
        forget = caches["press"].clear if cold else (lambda: None)
        status, content = ask(self.site, path)
        bare.content, bare.status = content, status
        forget()
        asked: list[str] = []

        def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            ask(self.site, path)
        times: dict[str, list[float]] = {"site": [], "project": [], "nothing": []}
        gc.disable()
        for _ in range(rounds):
            forget()
            times["site"].append(clock(lambda: ask(self.site, path)))
            times["project"].append(clock(lambda: ask(self.project, path)))
            times["nothing"].append(clock(lambda: ask(self.nothing, path)))
        gc.enable()
        site = statistics.median(times["site"])
        ratios = {
            other: statistics.median(b / s for b, s in zip(times[other], times["site"], strict=True))
            for other in ("project", "nothing")
        }
        return Result(name, site * 1e6, ratios["project"], ratios["nothing"], len(asked), len(content))


def ask(handler: WSGIHandler, path: str) -> tuple[int, bytes]:
    """Send one GET through a WSGI handler; return status and body."""
    seen: list[str] = []
    environ = RequestFactory(SERVER_NAME=settings.ALLOWED_HOSTS[0]).get(path).environ
    response = handler(environ, lambda line, headers, exc_info=None: seen.append(line))  # type: ignore[arg-type, return-value]
    content = b"".join(response)
    response.close()
    return int(seen[0].split()[0]), content


def clock(action: Callable[[], object]) -> float:
    """Return the seconds an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
