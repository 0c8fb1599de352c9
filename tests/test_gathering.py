"""Items that are stored together: when, in which order, and what one of them that fails does to the
others.
"""

import asyncio
import time
from collections.abc import Sequence

import pytest

from scheduler.gathering import MOST, PATIENCE, Gatherer


class Taker:
    """Takes what it is given, all or nothing; refuses whatever is in `bad`."""

    def __init__(self, *bad: int) -> None:
        self.bad = bad
        self.calls: list[list[int]] = []
        self.taken: list[int] = []

    def __call__(self, items: Sequence[int]) -> None:
        self.calls.append(list(items))
        for item in items:
            if item in self.bad:
                raise ValueError(f"no {item}")
        self.taken += items


async def put_all(gatherer: Gatherer[int], items: Sequence[int]) -> list[BaseException | None]:
    return await asyncio.gather(*map(gatherer.put, items), return_exceptions=True)


def test_what_comes_together_is_taken_together_in_its_order() -> None:
    taker = Taker()
    assert asyncio.run(put_all(Gatherer(taker), range(5))) == [None] * 5
    assert taker.calls == [[0, 1, 2, 3, 4]]


def test_many_are_taken_as_soon_as_there_are_enough() -> None:
    taker = Taker()
    began = time.monotonic()
    asyncio.run(put_all(Gatherer(taker), range(2 * MOST)))
    assert [len(call) for call in taker.calls] == [MOST, MOST]
    assert taker.taken == list(range(2 * MOST))
    assert time.monotonic() - began < 100 * PATIENCE


def test_one_alone_waits_for_others_but_not_for_long() -> None:
    taker = Taker()

    async def one() -> float:
        began = asyncio.get_running_loop().time()
        await Gatherer(taker).put(1)
        return asyncio.get_running_loop().time() - began

    assert asyncio.run(one()) >= PATIENCE * 0.9
    assert taker.calls == [[1]]


def test_one_that_cannot_wait_takes_along_those_before_it() -> None:
    taker = Taker()

    async def three() -> None:
        gatherer = Gatherer(taker)
        first = asyncio.ensure_future(gatherer.put(1))
        await asyncio.sleep(0)
        await gatherer.put(2, at_once=True)
        assert first.done() or taker.calls == [[1, 2]]
        await gatherer.put(3)

    asyncio.run(three())
    assert taker.calls == [[1, 2], [3]]


def test_one_that_fails_fails_alone() -> None:
    taker = Taker(2)
    told = asyncio.run(put_all(Gatherer(taker), range(5)))
    assert taker.taken == [0, 1, 3, 4]
    assert [error for error in told if error is None] == [None] * 4
    with pytest.raises(ValueError, match="no 2"):
        raise told[2] or AssertionError


def test_a_giver_that_gave_up_waiting_harms_no_other() -> None:
    taker = Taker()

    async def two() -> None:
        gatherer = Gatherer(taker)
        first = asyncio.ensure_future(gatherer.put(1))
        await asyncio.sleep(0)
        first.cancel()
        await gatherer.put(2)

    asyncio.run(two())
    assert taker.taken == [1, 2]  # it came: it is stored
