"""Whether a process that left a note of itself still lives. Looks at this machine only, sends no
signal.
"""

import os
import socket


def host() -> str:
    """The name of this machine (or container), as notes bear it."""
    return socket.gethostname()


def is_alive(pid: int, on: str) -> bool:
    """Whether the process is there; of one on another machine nobody here can tell: it is taken
    to be.
    """
    if on != host() or os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # another user's process: it is there
    return True
