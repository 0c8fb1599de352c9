"""No request leaves for a private or reserved address (SSRF), unless the source file allows it.

Each request, each redirect and each robots.txt is checked here. A name is resolved once a crawl;
the addresses that were checked are the ones that the connection uses, because PinningResolver is
the very resolver of the reactor: a name that changes its address in between gains nothing.
"""

import ipaddress
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.defer import TimeoutError as DeferredTimeout
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]  # ships no types

from crawler.failures import NotSent
from crawler.items import FailureReason

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet; what wraps an IPv4 address counts as that.

    >>> is_public("8.8.8.8"), is_public("100.64.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        inner = found.ipv4_mapped or found.sixtofour
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved)


def bad_url(url: str) -> str | None:
    """Why an address is not asked whatever its host is, or None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return "it is not a valid address"
    if parts.scheme not in {"http", "https"}:
        return "only http and https are followed"
    if not host or port == 0 or re.search(r"[\\\s]", url):
        return "it is not a valid address"
    if "@" in parts.netloc:
        return "it holds a user name"
    return None


class GuardMiddleware:
    """Checks the address of each request before it is sent."""

    is_public = staticmethod(is_public)

    def __init__(self, crawler: "Crawler") -> None:
        self._allow_private = crawler.settings.getbool("UNIONWATCH_ALLOW_PRIVATE")
        self._timeout = crawler.settings.getfloat("DNS_TIMEOUT")
        self._resolved: dict[str, Sequence[str]] = {}
        # Asking costs a walk over the whole environment, which does not change in mid-crawl.
        self._is_proxied = cache(_is_proxied)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy builds its components."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what must not be asked; a private host is never asked through a proxy."""
        if problem := bad_url(request.url):
            raise NotSent(FailureReason.FORBIDDEN_ADDRESS, f"{request.url}: {problem}")
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if self._is_proxied(parts.scheme, parts.netloc) and not _is_literal(host):
            return  # the proxy resolves the name, and its network is the operator's choice
        addresses = self._resolved.get(host) or await self._resolve(host)
        if not addresses:
            raise CannotResolveHostError(host)
        self._resolved[host] = addresses
        private = [address for address in addresses if not self.is_public(address)]
        if private and not self._allow_private:
            detail = f"{host} is {private[0]}, a private or reserved address"
            raise NotSent(FailureReason.FORBIDDEN_ADDRESS, detail)
        if private:
            request.meta["proxy"] = None

    async def _resolve(self, host: str) -> Sequence[str]:
        from twisted.internet import reactor

        receiver = Receiver()
        receiver.done.addTimeout(self._timeout, reactor)
        reactor.nameResolver.resolveHostName(receiver, host)
        try:
            found: list[str] = await maybe_deferred_to_future(receiver.done)
        except DeferredTimeout as error:
            raise DownloadTimeoutError(f"resolving {host}") from error
        return found


@implementer(IResolutionReceiver)
class Receiver:
    """Collects the addresses of one resolution; `done` fires with them."""

    def __init__(self) -> None:
        self.done: Deferred[list[str]] = Deferred()
        self._found: list[str] = []

    def resolutionBegan(self, resolution: object) -> None:
        """Nothing to do yet."""

    def addressResolved(self, address: Any) -> None:
        """One more address."""
        self._found.append(address.host)

    def resolutionComplete(self) -> None:
        """That was all."""
        if not self.done.called:
            self.done.callback(self._found)


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """It is over already."""


@implementer(IHostnameResolver)
class PinningResolver:
    """The reactor's resolver: asks the system once for each name and remembers the answer.

    Named by the setting TWISTED_DNS_RESOLVER. Knows IPv4 and IPv6; lives as long as the crawl.
    """

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._system = reactor.nameResolver
        self._pins: dict[str, tuple[str, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: Any) -> Self:
        """As Scrapy builds its resolvers."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Take the place of the system's resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[Any]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """The remembered addresses, or those that the system finds now."""
        name = hostName.lower()
        resolution = _Resolution(name)
        resolutionReceiver.resolutionBegan(resolution)
        if name in self._pins:
            self._tell(resolutionReceiver, name, portNumber, addressTypes)
            return resolution
        receiver = Receiver()
        receiver.done.addCallback(self._pin, name)
        receiver.done.addCallback(
            lambda _: self._tell(resolutionReceiver, name, portNumber, addressTypes)
        )
        self._system.resolveHostName(receiver, hostName, 0, None, transportSemantics)
        return resolution

    def _pin(self, addresses: list[str], name: str) -> None:
        if addresses:
            self._pins[name] = tuple(dict.fromkeys(addresses))

    def _tell(self, receiver: Any, name: str, port: int, types: Sequence[type[Any]] | None) -> None:
        for host in self._pins.get(name, ()):
            kind = IPv6Address if ":" in host else IPv4Address
            if types is None or kind in types:
                receiver.addressResolved(kind("TCP", host, port))
        receiver.resolutionComplete()


def _is_proxied(scheme: str, netloc: str) -> bool:
    return scheme in getproxies() and not proxy_bypass(netloc)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.rstrip(".").rpartition(".")[2].isdigit() or host == "localhost"
    return True
