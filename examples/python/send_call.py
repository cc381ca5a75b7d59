"""One call over HTTP. It asks once, follows no redirect, and is bounded in time and size whatever the server does."""

import http.client
import ssl
import urllib.error
import urllib.request
from email.message import Message
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

MOST_BYTES = 1_048_576  # a license takes a few thousand


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would take the Authorization header to another host: it is an answer like any other."""

    def http_error_302(self, *_: Any) -> None:
        return None

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def send_call(
    request: urllib.request.Request, timeout_seconds: float, certificate: str | None = None
) -> tuple[int, Message, bytes]:
    """Gives status, headers and body.

    The time-out of Python's sockets is one for each wait: a server that sends a byte now and then would hold the caller
    for ever. So another thread waits, and is left alone when the time is over.
    """
    outcomes: SimpleQueue[Any] = SimpleQueue()

    def work() -> None:
        try:
            outcomes.put(_answer_to(request, timeout_seconds, certificate))
        except Exception as error:
            outcomes.put(error)

    Thread(target=work, daemon=True).start()
    try:
        outcome = outcomes.get(timeout=timeout_seconds)
    except Empty:
        raise TimeoutError(f"no whole answer came within {timeout_seconds} seconds") from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _answer_to(
    request: urllib.request.Request, timeout_seconds: float, certificate: str | None
) -> tuple[int, Message, bytes]:
    trust = ssl.create_default_context(cadata=certificate) if certificate else None
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=trust))
    try:
        with opener.open(request, timeout=timeout_seconds) as response:
            return response.status, response.headers, _body_of(response)
    except urllib.error.HTTPError as refused:  # urllib throws what the API says with a status over 299
        with refused:
            return refused.code, refused.headers, _body_of(refused)
    except http.client.HTTPException as error:
        raise ConnectionError(f"the answer broke off or is no HTTP: {error!r}") from error


def _body_of(response: Any) -> bytes:
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ConnectionError(f"the answer has more than {MOST_BYTES} bytes")
    if response.length:  # what Content-Length promised beyond it
        raise ConnectionError("the answer broke off")
    return body
