"""The reconciliation service over HTTP, on the standard library's threading server (docs/decisions/0074).

    GET  /                      the manifest; with ?queries= the answers
    POST /                      queries= or extend=, form-encoded
    GET  /suggest/{entity,property,type}?prefix=
    GET  /preview?id=           GET /properties?type=
    the same below /wikidata    for the shipped table

Every answer may be read from any page (CORS). A request's size and time are bounded.
"""

import json
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from kg.errors import UsageError
from kg.linking.service.answers import extension, manifest, preview, proposals, results, suggestions
from kg.linking.service.catalogue import Catalogue
from kg.linking.service.queries import TooManyError, read_queries

MOST_BYTES = 2 * 1024 * 1024
_HTML, _JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
Form = Mapping[str, list[str]]


class Server(ThreadingHTTPServer):
    """A server of catalogues by path ("" is the graph's); port 0 takes any that is free."""

    daemon_threads = True

    def __init__(
        self, catalogues: Mapping[str, Catalogue], host: str = "127.0.0.1", port: int = 0, url: str = ""
    ) -> None:
        self.catalogues = catalogues
        super().__init__((host, port), Handler)
        shown = f"[{host}]" if ":" in host else host
        self.url = url.rstrip("/") or f"http://{shown}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news; anything else is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "peacekg"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Manifest, queries, suggestions, previews, properties."""
        parts = urlsplit(self.path)
        self._guarded(parts.path, parse_qs(parts.query, keep_blank_values=True, max_num_fields=100))

    do_HEAD = do_GET  # noqa: N815  the library's name

    def do_POST(self) -> None:
        """Queries and data extension in a form."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            self.close_connection = True
            self._send(
                413 if length.isdecimal() else 411, {"status": "error", "message": f"at most {MOST_BYTES} bytes."}
            )
            return
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        try:
            form = parse_qs(body, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            form = {}
        self._guarded(urlsplit(self.path).path, form)

    def do_OPTIONS(self) -> None:
        """A browser asks before it posts."""
        self._send(204, "")

    def _guarded(self, path: str, form: Form) -> None:
        try:
            status, answer = self._answer(path, form)
        except TooManyError as error:
            status, answer = 413, {"status": "error", "message": str(error)}
        except UsageError as error:
            status, answer = 400, {"status": "error", "message": str(error)}
        self._send(status, answer)

    def _answer(self, path: str, form: Form) -> tuple[int, object]:
        prefix = next((p for p in self.server.catalogues if p and (path + "/").startswith(p + "/")), "")
        catalogue, rest = self.server.catalogues[prefix], path.removeprefix(prefix).rstrip("/")
        if rest == "":
            return 200, self._root(catalogue, self.server.url + prefix, form)
        if rest in {"/suggest/entity", "/suggest/property", "/suggest/type"}:
            return 200, suggestions(
                catalogue, rest.rpartition("/")[2], _first(form, "prefix"), _number(form, "cursor", 0)
            )
        if rest == "/properties":
            return 200, proposals(catalogue, _first(form, "type"), _number(form, "limit", 50))
        if rest == "/preview" and (page := preview(catalogue, _first(form, "id"))):
            return 200, page
        return 404, {"status": "error", "message": "nothing here by this name."}

    @staticmethod
    def _root(catalogue: Catalogue, url: str, form: Form) -> object:
        if "queries" in form:
            return results(catalogue, read_queries(_first(form, "queries")))
        if "extend" in form:
            return extension(catalogue, _first(form, "extend"))
        return manifest(catalogue, url)

    def _send(self, status: int, answer: object) -> None:
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", _HTML if isinstance(answer, str) else _JSON)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
        self.send_header("Access-Control-Allow-Headers", "Content-Type, Accept")
        self.send_header("X-Content-Type-Options", "nosniff")
        if isinstance(answer, str) and answer:
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Nothing is logged: whoever wants a log puts a proxy before this."""


def _first(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _number(form: Form, name: str, default: int) -> int:
    text = _first(form, name)
    return min(int(text), 1000) if text.isdecimal() and len(text) < 6 else default
