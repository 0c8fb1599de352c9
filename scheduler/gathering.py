"""What comes in quick succession is handed on together: a transaction costs the same for one item
as for thirty.

Only gathers and tells each giver how it went; what is done with the items is the caller's business.
Runs in one thread, inside a running asyncio loop.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")

MOST = 32
PATIENCE = 0.05  # seconds that the first one waits for others


class Gatherer(Generic[Item]):
    """Calls `take` with the items that came within `PATIENCE`, `MOST` at a time, in their order.

    Where `take` raises and there were several, it is called again with each alone, so that it must
    leave nothing of a call that failed; what it raises then is raised to the giver of that item.
    """

    def __init__(self, take: Callable[[Sequence[Item]], None]) -> None:
        self._take = take
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._alarm: asyncio.TimerHandle | None = None

    async def put(self, item: Item, *, at_once: bool = False) -> None:
        """Returns when the item was taken; `at_once` waits for no other."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._waiting.append((item, done))
        if at_once or len(self._waiting) >= MOST:
            self.flush()
        elif self._alarm is None:
            self._alarm = loop.call_later(PATIENCE, self.flush)
        await done

    def flush(self) -> None:
        """Hand on what waits, now."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._hand_on(waiting)

    def _hand_on(self, waiting: "list[tuple[Item, asyncio.Future[None]]]") -> None:
        try:
            self._take([item for item, _ in waiting])
        except Exception as error:
            if len(waiting) == 1:
                _tell(waiting[0][1], error)
            else:
                for one in waiting:
                    self._hand_on([one])
        else:
            for _, done in waiting:
                _tell(done, None)


def _tell(done: "asyncio.Future[None]", error: Exception | None) -> None:
    if done.done():  # its giver was cancelled meanwhile
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
