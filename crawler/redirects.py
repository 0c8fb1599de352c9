"""Redirects that lead to no address of the web: the answer is then what the host sent, as it is.

Scrapy builds the request for wherever a Location header or a meta refresh points to, and raises
ValueError where that is none (``javascript:``, a port that is no number). A page whose refresh
reloads it by a script is still a page; a status 301 that leads nowhere is told as just that.
"""

from scrapy import Request
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Response


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Follows the Location header."""

    def process_response(  # type: ignore[override]  # the spider as an argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        """The request that follows, or the response where none does."""
        try:
            return super().process_response(request, response)
        except ValueError:
            return response


class MetaRefreshMiddleware(redirect.MetaRefreshMiddleware):
    """Follows a refresh that the page itself asks for."""

    def process_response(  # type: ignore[override]  # the spider as an argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        """The request that follows, or the response where none does."""
        try:
            return super().process_response(request, response)
        except ValueError:
            return response
