"""Asking services on the network, politely: who asks is named, few connections, every wait has an end.

An attempt has a deadline of its own (asyncio's, so that a server which drips bytes, headers included, cannot stretch
it), a body has a size, an answer must have a content type that was asked for, and a caller's `check` reads it before it
counts. What may pass (429, 5xx, a cut body, a busy database) is tried again, a bounded number of times, after the
server's Retry-After or 1, 2, 4… seconds; everything else is one clear error. Sources: mediawiki.org/wiki/API:Etiquette,
mediawiki.org/wiki/Manual:Maxlag_parameter, foundation.wikimedia.org/wiki/Policy:User-Agent_policy.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from kg.errors import InputError, UsageError
from kg.linking.cache import Answer, Cache, Request

Check = Callable[[Answer], None]
_PASSING = {408, 429, 500, 502, 503, 504}
_LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}


class ServiceError(InputError):
    """A service could not be asked, or answered wrongly."""


class RefusedError(ServiceError):
    """The service understood and said no; asking the same again is no use."""


class BusyError(Exception):
    """The service asks to come back later, or its answer was broken on the way; `wait` in seconds where it said so."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a service is asked. `contact` names the operator (a mail address or a web page); times are in seconds."""

    contact: str
    connections: int = 3
    seconds: float = 60
    total: float = 300
    size: int = 64 * 1024 * 1024
    attempts: int = 5
    pause: float = 1
    longest_wait: float = 120

    def agent(self) -> str:
        """The User-Agent, after Wikimedia's policy."""
        contact = f"mailto:{self.contact}" if "@" in self.contact and ":" not in self.contact else self.contact
        return f"peacekg/0.1 (https://w3id.org/peacekg; {contact}) httpx/{httpx.__version__}"


def checked_contact(contact: str | None, url: str) -> str:
    """The operator's contact; UsageError where a service on the network is to be asked without one."""
    contact = (contact or "").strip()
    if any(ord(c) < 33 or ord(c) > 126 for c in contact):
        raise UsageError("The contact should be one mail address or web page, in ASCII, without spaces.")
    if "@" not in contact and "://" not in contact and urlsplit(url).hostname not in _LOOPBACK:
        wrong = f"{contact!r} is neither a mail address nor a web page; " if contact else ""
        raise UsageError(
            f"{url}: {wrong}services want to know who asks. Give your mail address or web page with --contact, "
            "or in the environment variable KG_CONTACT; it is sent to this service and to no one else."
        )
    return contact or "local test"


class Transport:
    """Fetches answers, from the cache where it has them. Offline, it has the cache alone and opens no socket."""

    def __init__(
        self,
        politeness: Politeness | None,
        cache: Cache | None = None,
        *,
        max_age: float | None = None,
    ) -> None:
        self.politeness, self.cache, self.max_age = politeness, cache, max_age
        self.asked = 0
        self._runner: asyncio.Runner | None = None
        self._client: httpx.AsyncClient | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def fetch(self, request: Request, check: Check) -> Answer:
        """The answer to one request; ServiceError says why there is none."""
        return self.fetch_all([request], check)[0]

    def fetch_all(self, requests: Sequence[Request], check: Check) -> list[Answer]:
        """The answers to several requests, in their order; each is kept in the cache as soon as it is there."""
        found = [self.kept(request) for request in requests]
        missing = [request for request, answer in zip(requests, found, strict=True) if answer is None]
        if not missing:
            return [answer for answer in found if answer]
        if self.politeness is None:
            raise ServiceError(
                f"{missing[0].url}: not in the cache, and --offline opens no connection; run once without."
            )
        if self._runner is None:
            self._runner = asyncio.Runner()
        fresh = iter(self._runner.run(self._gather(missing, check)))
        return [answer or next(fresh) for answer in found]

    def close(self) -> None:
        """Close the connections."""
        if self._runner is not None:
            if self._client is not None:
                self._runner.run(self._client.aclose())
            self._runner.close()
        self._runner = self._client = None

    def kept(self, request: Request) -> Answer | None:
        """The answer in the cache, if there is one that is young enough."""
        max_age = self.max_age if self.politeness else None  # offline, old is better than nothing
        return self.cache.get(request, max_age) if self.cache is not None else None

    async def _gather(self, requests: Sequence[Request], check: Check) -> list[Answer]:
        assert self.politeness  # noqa: S101  offline never comes here
        slots = asyncio.Semaphore(self.politeness.connections)

        async def one(request: Request) -> Answer:
            async with slots:
                return await self._patiently(request, check, self.politeness)  # type: ignore[arg-type]

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(request)) for request in requests]
        except ExceptionGroup as failed:  # not except*: what that raises, some releases of Python wrap in a group again
            raise _first(failed) from None
        return [task.result() for task in tasks]

    async def _patiently(self, request: Request, check: Check, rules: Politeness) -> Answer:
        """Attempts until one is right, or the bounds are reached."""
        end = time.monotonic() + rules.total
        reason = ""
        for attempt in range(rules.attempts):
            try:
                async with asyncio.timeout(min(rules.seconds, max(end - time.monotonic(), 0.01))):
                    answer = await self._attempt(request, rules)
                check(answer)
            except TimeoutError:
                reason, asked = f"no complete answer within {rules.seconds:g} seconds", None
            except BusyError as busy:
                reason, asked = str(busy), busy.wait
            except (httpx.TransportError, httpx.DecodingError) as error:
                reason, asked = f"the connection failed ({type(error).__name__}: {error})", None
            else:
                if self.cache is not None:
                    self.cache.put(request, answer)
                return answer
            if attempt + 1 < rules.attempts:
                await self._wait(request, rules, reason, max(asked or 0, rules.pause * 2**attempt), end)
        raise ServiceError(f"{request.url}: gave up after {rules.attempts} attempts: {reason}.")

    @staticmethod
    async def _wait(request: Request, rules: Politeness, reason: str, seconds: float, end: float) -> None:
        if seconds > rules.longest_wait or time.monotonic() + seconds > end:
            raise ServiceError(
                f"{request.url}: {reason}; it would take {seconds:g} seconds to try again: come back later."
            )
        await asyncio.sleep(seconds)

    async def _attempt(self, request: Request, rules: Politeness) -> Answer:
        url = request.url
        for _ in range(4):
            async with self._open(request, url) as response:
                self.asked += 1
                if not response.is_redirect:
                    _check_status(request, response)
                    return await _read(request, response, rules.size)
                url = _redirected(request, url, response)
        raise ServiceError(f"{request.url}: redirects without end.")

    def _open(self, request: Request, url: str) -> AbstractAsyncContextManager[httpx.Response]:
        client, headers = self._started(), {"Accept": ", ".join(request.accept)}
        if request.method == "POST":
            return client.stream("POST", url, headers=headers, data=dict(request.parameters))
        asked = httpx.QueryParams(list(request.parameters))
        return client.stream("GET", url, headers=headers, params=asked if asked and url == request.url else None)

    def _started(self) -> httpx.AsyncClient:
        assert self.politeness  # noqa: S101  offline never comes here
        if self._client is None:
            limit = self.politeness.connections
            self._client = httpx.AsyncClient(
                headers={"User-Agent": self.politeness.agent()},
                limits=httpx.Limits(max_connections=limit, max_keepalive_connections=limit),
                timeout=None,  # noqa: S113  each attempt has a deadline of its own
                mounts={f"all://{host}": httpx.AsyncHTTPTransport() for host in ("127.0.0.1", "localhost")},
            )
        return self._client


def _check_status(request: Request, response: httpx.Response) -> None:
    status = response.status_code
    said = f"the server answered {status} {response.reason_phrase[:60]}".rstrip()
    if status in _PASSING:
        raise BusyError(said, retry_after(response.headers.get("Retry-After")))
    if status >= 400:
        raise RefusedError(f"{request.url}: {said}.")
    if status != 200:
        raise BusyError(said)


async def _read(request: Request, response: httpx.Response, size: int) -> Answer:
    """The body, if it has a type that was asked for and is not larger than `size` bytes."""
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind not in request.accept:
        raise BusyError(f"the answer is {kind or 'of no type'} where {' or '.join(request.accept)} was asked for")
    chunks, total = [], 0
    async for chunk in response.aiter_bytes(65536):
        chunks.append(chunk)
        total += len(chunk)
        if total > size:
            raise ServiceError(f"{request.url}: the answer is larger than {size} bytes; ask for less.")
    wait = retry_after(response.headers.get("Retry-After"))
    return Answer(kind, b"".join(chunks), time.time(), wait)


def _redirected(request: Request, url: str, response: httpx.Response) -> str:
    """Where a GET is sent on: only within its host, and never to a weaker scheme."""
    if request.method == "POST":
        raise ServiceError(f"{request.url}: redirects a POST ({response.status_code}); give its real address.")
    target: str = urljoin(url, str(response.headers.get("Location", "")))
    old, new = urlsplit(url), urlsplit(target)
    if (
        new.hostname != old.hostname
        or (old.scheme, new.scheme) == ("https", "http")
        or new.scheme not in ("http", "https")
    ):
        raise ServiceError(
            f"{request.url}: redirects to {target[:200]}, another place; give that address if you trust it."
        )
    return target


def retry_after(value: str | None) -> float | None:
    """Seconds to wait, from a Retry-After header in either of its forms (RFC 9110, 10.2.3).

    >>> retry_after("5"), retry_after("soon"), retry_after("Wed, 21 Oct 2015 07:28:00 GMT")
    (5.0, None, 0.0)
    """
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, OverflowError):
        return None


def _first(failed: Exception) -> Exception:
    """A fault of the program where there is one; else what the services said."""
    if not isinstance(failed, ExceptionGroup):
        return failed
    services, faults = failed.split(ServiceError)
    found: ExceptionGroup[Exception] | None = faults or services
    return _first(found.exceptions[0]) if found else failed
