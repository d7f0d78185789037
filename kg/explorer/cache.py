"""Answers kept within a number of bytes, and made once where several ask for the same at once.

The graph does not change while it is served: an answer stays right until the server stops.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from kg.explorer.model import Answer

_LARGEST = 8  # an answer that would take more than an eighth of the cache is not kept


@dataclass(slots=True)
class Cache:
    """The answers asked for last; `size` and `used` in bytes."""

    size: int = 64 << 20
    used: int = 0
    hits: int = 0
    _kept: "OrderedDict[str, Answer]" = field(default_factory=OrderedDict)
    _making: dict[str, "asyncio.Task[Answer]"] = field(default_factory=dict)

    async def get(self, key: str, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer kept under a key, else the one that `make` makes."""
        if (kept := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            self.hits += 1
            return kept
        if key not in self._making:
            self._making[key] = asyncio.ensure_future(self._make(key, make))
        return await asyncio.shield(self._making[key])

    async def _make(self, key: str, make: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            answer = await make()
        finally:
            self._making.pop(key, None)
        if answer.status == 200:
            self._keep(key, answer)
        return answer

    def _keep(self, key: str, answer: Answer) -> None:
        cost = len(answer.body) + len(key) + 500
        if cost * _LARGEST > self.size:
            return
        self._kept[key] = answer
        self.used += cost
        while self.used > self.size:
            old, dropped = self._kept.popitem(last=False)
            self.used -= len(dropped.body) + len(old) + 500
