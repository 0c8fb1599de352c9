"""The collector rests while a page is read, and works as before afterwards, whatever happened."""

import gc
from collections.abc import Iterator

import pytest

from parsers import NotHtml, Page, parse_article
from parsers.garbage import uncollected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.enable()


def test_it_rests_and_goes_on() -> None:
    assert uncollected(gc.isenabled)() is False
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(NotHtml):
        parse_article(Page(url="https://bao.example/1", body=b"\x00"))
    assert gc.isenabled()


def test_who_paused_it_finds_it_paused() -> None:
    gc.disable()
    assert uncollected(gc.isenabled)() is False
    assert not gc.isenabled()
