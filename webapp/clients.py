"""Who asks: the address of a client, behind as many proxies as the operator says there are."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

NETWORK_BITS = 64
"""What one line of IPv6 has at the least, so all addresses within are one client (RFC 6177)."""

NOBODY = "unknown"

OWN = frozenset({"127.0.0.1", "::1", NOBODY})
"""This machine, by its own network or a socket of its file system: whoever works on it or, where a proxy is there that
was not declared, all readers at once."""


def register(app: Flask, proxy_hops: int) -> None:
    """Believe what exactly so many proxies say of the client; of what it says itself, nothing."""
    if proxy_hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask's own documentation puts it in
            app.wsgi_app, x_for=proxy_hops, x_proto=proxy_hops, x_host=0, x_port=0, x_prefix=0
        )


def client() -> str:
    """Return what the client of the present request is counted under: its address, or its network if that is IPv6."""
    return counted_under(request.remote_addr or "")


def counted_under(address: str) -> str:
    """Return the name that an address is counted under; proxies may have written a port behind it."""
    found = _parsed(address)
    if found is None:
        return NOBODY
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    if str(found) in OWN:
        return str(found)
    return str(ip_network((int(found), NETWORK_BITS), strict=False))


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    for text in (address, _without_port(address)):
        try:
            return ip_address(text)
        except ValueError:
            continue
    return None


def _without_port(address: str) -> str:
    try:
        return urlsplit(f"//{address}").hostname or ""
    except ValueError:
        return ""
