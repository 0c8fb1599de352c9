"""The interpreter's collector of cycles, paused while a page is read. Touches nothing else.

A page makes tens of thousands of objects within milliseconds and drops nearly all of them again,
without a cycle among them; the collector, which counts what is made, goes through the heap a dozen
times meanwhile and finds nothing. Mercurial pauses it for the same reason (`util.nogc`).
"""

import functools
import gc
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def uncollected(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The function, with the collector paused unless it is already; other threads share that."""

    @functools.wraps(function)
    def paused(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return paused
