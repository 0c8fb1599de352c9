"""Any page that no known platform wrote: no selectors, everything is read by structure."""

from parsers.platform import GENERIC as PLATFORM

__all__ = ["PLATFORM"]
