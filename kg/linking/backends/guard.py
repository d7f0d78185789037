"""One request through SPARQLWrapper 2.0, guarded: a deadline that holds, a size, a content type, a whole answer.

SPARQLWrapper hands out what it gets: text where JSON was asked for, redirected POSTs as GETs; its timeout starts anew
with each byte that drips in.
"""

import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError, URLError

from kg.linking.cache import Answer
from kg.linking.transport import BusyError, Politeness, RefusedError, ServiceError, retry_after

JSON_RESULTS = "application/sparql-results+json"
_PASSING = {408, 429, 500, 502, 503, 504}


def patiently(url: str, rules: Politeness, attempts: int, attempt: Callable[[], Answer]) -> Answer:
    """Attempts until one is right, with the waits that Transport makes."""
    end = time.monotonic() + rules.total
    for number in range(attempts):
        try:
            return attempt()
        except BusyError as busy:
            seconds = max(busy.wait or 0, rules.pause * 2**number)
            if seconds > rules.longest_wait or time.monotonic() + seconds > end:
                raise ServiceError(
                    f"{url}: {busy}; to try again would take {seconds:g} seconds: come back later."
                ) from None
            if number + 1 == attempts:
                raise ServiceError(f"{url}: gave up after {attempts} attempts: {busy}.") from None
            time.sleep(seconds)
    raise ServiceError(f"{url}: not asked.")


def within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """The work's result, or BusyError after so many seconds: the thread is left behind, its socket times out."""
    done: list[Answer | BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not done:
        raise BusyError(f"no complete answer within {seconds:g} seconds")
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def wrapped(url: str, query: str, rules: Politeness) -> Answer:
    """One request through SPARQLWrapper; what goes wrong is BusyError or RefusedError."""
    from SPARQLWrapper import JSON, POST, SPARQLWrapper  # noqa: PLC0415  imports rdflib: 0.2 s
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException  # noqa: PLC0415

    wrapper = SPARQLWrapper(url, agent=rules.agent())
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)  # else it adds three format parameters that strict servers refuse
    wrapper.setReturnFormat(JSON)
    wrapper.setTimeout(max(int(rules.seconds), 1))
    wrapper.setQuery(query)
    try:
        response = wrapper.query().response
        with response:
            return _drained(url, response, rules)
    except HTTPError as error:
        raise _of_status(url, error) from None
    except SPARQLWrapperException as error:
        raise _of_wrapper(url, error) from None
    except (URLError, OSError, EOFError) as error:
        raise BusyError(f"the connection failed ({error})") from None
    except Exception as error:  # http.client raises what it likes on a broken answer
        if type(error).__module__ == "http.client":
            raise BusyError(f"the answer is broken ({type(error).__name__})") from None
        raise


def _drained(url: str, response: Any, rules: Politeness) -> Answer:
    if response.geturl() != url:
        raise RefusedError(f"{url}: redirects a POST; give its real address.")
    kind = str(response.headers.get("Content-Type", "")).split(";")[0].strip().lower()
    chunks, total = [], 0
    while chunk := response.read1(65536):
        chunks.append(chunk)
        total += len(chunk)
        if total > rules.size:
            raise ServiceError(f"{url}: the answer is larger than {rules.size} bytes; ask for less.")
    length = response.headers.get("Content-Length")
    if length and length.isdecimal() and int(length) > total:
        raise BusyError("the answer was cut short")
    return Answer(kind, b"".join(chunks), time.time())


def _of_status(url: str, error: HTTPError) -> Exception:
    wait = retry_after(error.headers.get("Retry-After")) if error.headers else None
    error.close()
    said = f"the server answered {error.code} {error.reason}"
    return BusyError(said, wait) if error.code in _PASSING else RefusedError(f"{url}: {said}.")


def _of_wrapper(url: str, error: Exception) -> Exception:
    """SPARQLWrapper has classes of its own for 400, 401, 404, 414 and 500."""
    cause = error.__context__
    said = type(error).__name__
    if isinstance(cause, HTTPError):
        cause.close()
        said = f"{cause.code} {cause.reason}"
        if cause.code == 500:
            return BusyError(f"the server answered {said}")
    return RefusedError(f"{url}: the server refused the query ({said}).")


def checked(answer: Answer) -> None:
    """BusyError where the answer is not SPARQL results in JSON, whole."""
    if answer.kind not in {JSON_RESULTS, "application/json"}:
        raise BusyError(f"the answer is {answer.kind or 'of no type'} where {JSON_RESULTS} was asked for")
    try:
        rows = json.loads(answer.body)["results"]["bindings"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BusyError("the answer is broken JSON, or cut short") from None
    if not isinstance(rows, list):
        raise BusyError("the answer has no list of results")
