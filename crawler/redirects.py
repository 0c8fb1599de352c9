"""Redirects that lead to no address of the web: the answer is then what the host sent, as it is.

Scrapy builds the request for wherever a Location header or a meta refresh points to, and raises
ValueError where that is none (``javascript:``, a port that is no number). A page whose refresh
reloads it by a script is still a page; a status 301 that leads nowhere is told as just that.
"""

from scrapy import Request
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Response


class _AsItIs:
    """Gives the response where following it is not possible."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The request that follows, or the response where none does."""
        try:
            follow: Request | Response = super().process_response(  # type: ignore[misc]
                request, response
            )
        except ValueError:
            return response
        return follow


class RedirectMiddleware(_AsItIs, redirect.RedirectMiddleware):  # type: ignore[misc]
    """Follows the Location header."""


class MetaRefreshMiddleware(_AsItIs, redirect.MetaRefreshMiddleware):  # type: ignore[misc]
    """Follows a refresh that the page itself asks for."""
