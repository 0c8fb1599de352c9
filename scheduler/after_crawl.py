"""What follows each crawl, when its lock is released: one explicit list, in this order.

A step gets the path of the database and opens it itself. It must not take long where nothing is to
be done, and cannot harm the crawl: what it raises is logged, and the next step runs.
"""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

log = logging.getLogger(__name__)

Step = Callable[[Path], None]
STEPS: tuple[Step, ...] = ()


def follow_up(db: Path, steps: Sequence[Step] = STEPS) -> None:
    """Run the steps."""
    for step in steps:
        try:
            step(db)
        except Exception:  # the border of each step: a broken one shall not stop the others
            log.exception("%s failed; the crawl itself is stored", step.__name__)
