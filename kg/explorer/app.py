"""The application: addresses to jobs, jobs to workers, answers to clients."""

import asyncio
import hashlib
import resource
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.explorer.cache import Cache
from kg.explorer.guards import Guard
from kg.explorer.limits import PAGES, PANELS, Limits
from kg.explorer.model import TEXT, Answer, Job, said
from kg.explorer.pictures import nothing
from kg.explorer.pool import Pool, busy
from kg.explorer.protocol import ProtocolError, formats_of, question

_STATIC = Path(__file__).parent / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_LONGEST_ADDRESS = 60_000


@dataclass(slots=True)
class Explorer:
    """A server's state: pools of workers, so that no panel or strange query keeps a page waiting, and a cache."""

    pages: Pool
    panels: Pool
    queries: Pool
    cache: Cache = field(default_factory=Cache)
    started: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, store: Path, sources: tuple[str, ...] = (), limits: Limits | None = None) -> "Explorer":
        """The explorer of a store, with the wikitext of `sources` beside it."""
        settings = {"store": str(store), "sources": [str(Path(source).resolve()) for source in sources]}
        return cls(Pool(PAGES, settings), Pool(PANELS, settings), Pool(limits or Limits(), settings))

    @property
    def _pools(self) -> Mapping[str, Pool]:
        return {"pages": self.pages, "panels": self.panels, "queries": self.queries}

    def app(self) -> ASGIApp:
        """The ASGI application."""
        routes = [
            Route("/", self.page),
            Route("/search", self.page),
            Route("/node", self.page),
            Route("/list/{kind}", self.list),
            Route("/panel/{name}", self.panel),
            Route("/ask", self.ask),
            Route("/sparql", self.sparql, methods=["GET", "POST", "OPTIONS"]),
            Route("/static/{name}", self.static),
            Route("/health", self.health),
            Route("/metrics", self.metrics),
        ]
        inner = Starlette(routes=routes, lifespan=self._lifespan, exception_handlers={404: _not_found})
        self._guard = Guard(inner)
        return self._guard

    _guard: Guard = field(init=False)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await asyncio.gather(*(pool.start() for pool in self._pools.values()))
        try:
            yield
        finally:
            await asyncio.gather(*(pool.stop() for pool in self._pools.values()))

    async def page(self, request: Request) -> Response:
        """The pages that are made of an address alone."""
        name = request.url.path.strip("/").split("/")[0] or "home"
        arguments = {**dict(request.query_params), **request.path_params}
        return await self._cached(request, self.pages, Job(name, arguments))

    async def list(self, request: Request) -> Response:
        """The nodes of a class; the first time that a large class is put in order takes as long as a panel."""
        arguments = {**dict(request.query_params), **request.path_params}
        return await self._cached(request, self.panels, Job("list", arguments))

    async def panel(self, request: Request) -> Response:
        """A shipped query."""
        name = request.path_params["name"]
        given = {"name": name, "given": dict(request.query_params)}
        return await self._cached(request, self.panels, Job("panel", given), drawn=name.endswith(".svg"))

    async def _cached(self, request: Request, pool: Pool, job: Job, *, drawn: bool = False) -> Response:
        key = f"{request.url.path}?{request.url.query}"
        if len(key) > _LONGEST_ADDRESS:
            return _response(said(414, "The address is too long."))
        answer = await self.cache.get(key, lambda: pool.run(job, _client(request)))
        return _response(_in_a_picture(answer) if drawn else answer, _fresh(request, answer))

    async def ask(self, request: Request) -> Response:
        """The SPARQL page: a reader's query is as strange as anyone's."""
        arguments = dict(request.query_params)
        if self._guard.crowded:
            return _response(busy())
        pool = self.queries if arguments.get("query", "").strip() else self.pages
        return _response(await _unless_gone(request, pool, Job("ask", arguments)))

    async def sparql(self, request: Request) -> Response:
        """The endpoint."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_OPEN)
        try:
            asked = await question(request)
        except ProtocolError as error:
            return _response(said(error.status, str(error)), _OPEN)
        if asked is None:
            wanted = formats_of(request.headers.get("accept", "*/*"))
            job = Job("describe", {"url": str(request.url.replace(query="")), "wanted": [*wanted, "turtle"]})
            return _response(await self.pages.run(job, _client(request)), _OPEN)
        if self._guard.crowded:
            return _response(busy(), _OPEN)
        job = Job(
            "sparql", {"query": asked.query, "wanted": asked.wanted, "default": asked.default, "named": asked.named}
        )
        return _response(await _unless_gone(request, self.queries, job), {**_OPEN, "Vary": "Accept"})

    async def static(self, request: Request) -> Response:
        """The style sheet, the script and the icon: held in memory, so that no address reaches the disk."""
        found = _static().get(request.path_params["name"])
        if found is None:
            return _response(said(404, "There is no such file."))
        return _response(found, {**_fresh(request, found), "Cache-Control": "public, max-age=3600"})

    async def health(self, _: Request) -> Response:
        """Whether the workers still answer."""
        answer = await self.pages.run(Job("search", {"q": ""}))
        healthy = answer.status == 200
        return PlainTextResponse("ok\n" if healthy else "no worker answers\n", 200 if healthy else 503)

    async def metrics(self, _: Request) -> Response:
        """Counts in the text format of Prometheus."""
        return PlainTextResponse("".join(f"{name} {value}\n" for name, value in self._measures().items()))

    def _measures(self) -> Mapping[str, float]:
        found: dict[str, float] = {
            "kg_uptime_seconds": round(time.monotonic() - self.started, 1),
            "kg_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "kg_held_bytes": self._guard.held,
            "kg_cache_bytes": self.cache.used,
            "kg_cache_hits_total": self.cache.hits,
            "kg_request_seconds_total": round(self._guard.seconds, 3),
        }
        for status, count in sorted(self._guard.statuses.items()):
            found[f'kg_responses_total{{status="{status}"}}'] = count
        for name, pool in self._pools.items():
            found |= {f'kg_pool_{what}{{pool="{name}"}}': count for what, count in pool.state.items()}
            found |= {f'kg_jobs_total{{pool="{name}",end="{end}"}}': n for end, n in sorted(pool.counts.items())}
        return found


def _in_a_picture(answer: Answer) -> Answer:
    """Where a picture was refused, the words that say why, as a picture: a page can show nothing else in its place."""
    if answer.type != TEXT:
        return answer
    return replace(answer, body=nothing(answer.body.decode()), type="image/svg+xml")


async def _unless_gone(request: Request, pool: Pool, job: Job) -> Answer:
    """The answer; where the client hangs up, the query is stopped."""
    running = asyncio.create_task(pool.run(job, _client(request)))
    gone = asyncio.create_task(_hung_up(request))
    try:
        await asyncio.wait({running, gone}, return_when=asyncio.FIRST_COMPLETED)
        return running.result() if running.done() else said(499, "The client has gone.")
    finally:
        gone.cancel()
        running.cancel()


async def _hung_up(request: Request) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(0.5)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _response(answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
    told = {**answer.headers, **(headers or {})}
    if told.get("status") == "304":
        return Response(status_code=304, headers={"ETag": told["ETag"]})
    return Response(answer.body, answer.status, told, answer.type)


def _fresh(request: Request, answer: Answer) -> dict[str, str]:
    """The answer's tag, and status 304 where the client has it already."""
    if answer.status != 200:
        return {}
    tag = f'"{hashlib.blake2b(answer.body, digest_size=12).hexdigest()}"'
    known = request.headers.get("if-none-match", "")
    return {"ETag": tag, "Cache-Control": "no-cache", **({"status": "304"} if tag in known else {})}


async def _not_found(_: Request, __: Exception) -> Response:
    return _response(said(404, "There is no such page."))


@cache
def _static() -> dict[str, Answer]:
    files = (path for path in _STATIC.iterdir() if path.suffix in _KINDS)
    return {path.name: Answer(path.read_bytes(), _KINDS[path.suffix]) for path in files}
