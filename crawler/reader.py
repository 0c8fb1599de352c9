"""Read pages in a process beside the crawl, when answers come faster than one at a time.

``python -m crawler.reader`` is that process: it gets the source and what is known on stdin, says
that it is ready, then takes answers one after the other, and writes a Visit for each to stdout. It
ends with its stdin, so that nothing of it outlives the crawl. A polite crawl reads in its own
process; so does any other while its reader starts, and after it died.
"""

import asyncio
import gc
import logging
import pickle
import sys
import traceback
from collections import deque
from dataclasses import replace
from typing import Any, BinaryIO

from crawler.frontier import Asked
from crawler.items import Snapshot, Visit
from crawler.reading import Answer, read_article
from crawler.source import Source
from parsers.model import Known

log = logging.getLogger(__name__)

LENGTH = 8  # bytes before each message that say how long it is
READY = b"ready"


class Reader:
    """Reads answers as visits, here or (`beside`) in a process that starts with the first one and
    takes over when it is `ready`.
    """

    def __init__(self, source: Source, known: Known, *, beside: bool) -> None:
        self._source = source
        self._known = known
        self._beside = beside
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self.ready = False
        self._waiting: deque[asyncio.Future[Visit | Exception]] = deque()

    async def read(self, asked: Asked, answer: Answer) -> Visit:
        """The one visit; raises what `read_article` raises."""
        if self._beside and self._listening is None:
            self._listening = asyncio.ensure_future(self._listen())
        if self._beside and self.ready:
            result = await self._ask(asked, answer)
            if isinstance(result, Exception):
                raise result
            if result is not None:
                return replace(result, raw=answer.body) if isinstance(result, Snapshot) else result
        return read_article(self._source, asked, answer, self._known)

    def close(self) -> None:
        """End the process, also one that is only starting."""
        self._beside = False
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def _start(self) -> asyncio.StreamReader | None:
        """Start the process; what it answers, None where the crawl has ended meanwhile."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "crawler.reader",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        if not self._beside:
            self.close()
            return None
        self._send((self._source, self._known))
        return self._process.stdout

    async def _ask(self, asked: Asked, answer: Answer) -> Visit | Exception | None:
        """What the process makes of it; None where it died."""
        result: asyncio.Future[Visit | Exception] = asyncio.get_running_loop().create_future()
        self._waiting.append(result)
        try:
            self._send((asked, answer))
            return await result
        except (OSError, EOFError):
            return None

    def _send(self, message: object) -> None:
        if self._process is None or self._process.stdin is None or not self._beside:
            raise EOFError("the reader has ended")
        self._process.stdin.write(packed(message))

    async def _listen(self) -> None:
        """Start the process and hand out its visits, in the order of the answers."""
        try:
            stream = await self._start()
            self.ready = stream is not None and await stream.readexactly(len(READY)) == READY
            while stream is not None:
                length = int.from_bytes(await stream.readexactly(LENGTH), "big")
                visit = pickle.loads(await stream.readexactly(length))
                self._waiting.popleft().set_result(visit)
        except (EOFError, OSError):
            if self._beside:
                log.error("%s: the reader died; pages are read here from now on", self._source.name)
            self._beside = False
            for result in self._waiting:
                if not result.done():
                    result.set_exception(EOFError("the reader has ended"))


def packed(message: object) -> bytes:
    """A message as it goes through a pipe."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(LENGTH, "big") + data


def unpacked(stream: BinaryIO) -> Any:
    """The next message; EOFError where there is none."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        raise EOFError
    return pickle.loads(stream.read(int.from_bytes(head, "big")))


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """What the process does, until its stdin ends. A visit goes back without the page's bytes,
    with those of an article that is new in the form in which they are stored.
    """
    source, known = unpacked(questions)
    gc.freeze()  # what was imported stays: it need not be gone through for garbage, again and again
    answers.write(READY)
    answers.flush()
    while True:
        try:
            asked, answer = unpacked(questions)
        except EOFError:
            return
        result: Visit | Exception
        try:
            result = read_article(source, asked, answer, known)
        except Exception as error:  # the border of the process: the crawl raises it again
            error.add_note(traceback.format_exc())
            result = error
        if isinstance(result, Snapshot):
            new = asked.known is None  # the page of a known article is seldom stored
            result = replace(result, raw=b"", packed=result.compressed if new else None)
        answers.write(packed(result))
        answers.flush()


if __name__ == "__main__":
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(0)
