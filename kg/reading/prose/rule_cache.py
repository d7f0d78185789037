"""A cache, from run to run, of what is derived from `language/phrases/`: compiled patterns, and what they need.

Deriving it takes three quarters of a first page's time, and `re` itself cannot write down what it compiles. It lies in
the user's folder for caches (`XDG_CACHE_HOME` moves it), holds for one version of Python and of the rules, and can be
deleted at any time.
"""

import _sre  # type: ignore[import-not-found]
import json
import os
import re
import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]  # a compiled pattern has no public form
from time import monotonic
from typing import Any, TypeVar, cast

from platformdirs import user_cache_path

from kg.errors import InputError
from kg.files import write_whole
from kg.resources import folder

_SECONDS = 5.0
"""Time between two writings: a dump's first pages all bring something new."""
_DIGEST = 16

T = TypeVar("T")


class RuleCache:
    """Values by key, in a file that is written whole; `stamp` stands for all that they depend on besides.

    A value is what JSON has. A file that is missing, damaged, of another stamp or of another user holds nothing.
    """

    def __init__(self, path: Path, stamp: bytes) -> None:
        self._path, self._stamp = path, stamp
        self._values = self._written()
        self._new, self._next = False, 0.0

    def get(self, key: str, derive: Callable[[], T]) -> T:
        """The value of a key, which is derived where it is not known."""
        if key not in self._values:
            self._values[key], self._new = derive(), True
        return cast(T, self._values[key])

    def save(self) -> None:
        """Write what is new, beside what other processes wrote meanwhile; where that cannot be, nothing happens."""
        if not self._new or monotonic() < self._next:
            return
        self._values = self._written() | self._values
        with suppress(OSError, InputError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._path, self._sealed(json.dumps(self._values).encode()))
        self._new, self._next = False, monotonic() + _SECONDS

    def _written(self) -> dict[str, Any]:
        with suppress(OSError), self._path.open("rb") as file:
            if os.fstat(file.fileno()).st_uid == os.geteuid():
                seal, body = file.read(_DIGEST), file.read()
                if seal == self._seal(body):
                    return dict(json.loads(body))
        return {}

    def _sealed(self, body: bytes) -> bytes:
        return self._seal(body) + body

    def _seal(self, body: bytes) -> bytes:
        return blake2b(body, key=self._stamp, digest_size=_DIGEST).digest()


@cache
def rule_cache() -> RuleCache:
    """The values of this user, this version of Python and these rules."""
    place = user_cache_path("peacekg")  # "~/…" as such for a user without a home: nothing is cached then
    path = place if place.is_absolute() else Path(os.devnull)
    return RuleCache(path / f"phrases.{sys.implementation.cache_tag}", _stamp())


def _stamp() -> bytes:
    """A digest of Python's version, the phrases, and the code that makes patterns of them."""
    digest = blake2b(f"{sys.version} {_sre.MAGIC}".encode())
    for path in sorted([*Path(__file__).parent.glob("*.py"), *(folder("language") / "phrases").glob("*.toml")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


def compiled(source: str) -> re.Pattern[str]:
    """The same as `re.compile(source)`."""
    flags, code, names = rule_cache().get(f"pattern {source}", lambda: _taken_apart(source))
    groups = [None, *names]
    numbers = {name: number for number, name in enumerate(groups) if name}
    words = array("I", zlib.decompress(b64decode(code))).tolist()
    return cast("re.Pattern[str]", _sre.compile(source, flags, words, len(names), numbers, tuple(groups)))


def _taken_apart(source: str) -> tuple[int, str, list[str | None]]:
    """What `re.compile` hands to the engine: flags, code, and the names of groups in their order."""
    tree = _parser.parse(source)
    names = {number: name for name, number in tree.state.groupdict.items()}
    code = array("I", _compiler._code(tree, 0)).tobytes()
    return (
        tree.state.flags,
        b64encode(zlib.compress(code, 1)).decode(),
        [names.get(number) for number in range(1, tree.state.groups)],
    )
