"""The production server behind `onrecord serve`."""

import errno
import signal
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

import waitress
from flask import Flask
from waitress.server import BaseWSGIServer

from indexer.errors import OnrecordError
from indexer.settings import Settings
from webapp.bodies import MOST
from webapp.channels import BoundedChannel
from webapp.draining import Serving

NEVER = 2**31 - 1
"""Bytes that no answer has: none is laid aside in a temporary file, where what was searched for could be found."""

LIMITS = {
    "channel_timeout": 30,
    "cleanup_interval": 5,
    "connection_limit": 900,
    "asyncore_use_poll": True,
    "max_request_body_size": MOST,
    "max_request_header_size": 32_768,
    "inbuf_overflow": NEVER,
    "outbuf_overflow": NEVER,
    "outbuf_high_watermark": 1_048_576,
    "ident": None,
}
"""What visitors may ask of the server: seconds, connections, bytes. The header has room for 1,000 characters of query
in any script, percent-encoded. Connections stay below the 1,024 files that a process may open by default. An answer
that is not taken waits when it is a megabyte ahead."""


@dataclass(frozen=True, slots=True)
class Listening:
    """A server that listens at these addresses; `run` answers until the process is asked to stop."""

    addresses: tuple[str, ...]
    run: Callable[[], None]


class PortInUseError(OnrecordError):
    """Another program listens where the server was to listen."""

    code = "port_in_use"


class AddressError(OnrecordError):
    """The server cannot listen at its address."""

    code = "address_unusable"


def listen(app: Flask, settings: Settings) -> Listening:
    """Return a server that listens already.

    :raise PortInUseError: if another program listens there.
    :raise AddressError: if there is no listening at this address.
    """
    where = _where(settings.host, settings.port)
    sockets: dict[int, Any] = {}
    try:
        server = waitress.create_server(
            app,
            listen=where,
            threads=settings.threads,
            map=sockets,
            # Where proxies are declared, `clients` reads what they say.
            clear_untrusted_proxy_headers=not settings.proxy_hops,
            **LIMITS,
        )
    except (OSError, ValueError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise PortInUseError(
                f"Port {settings.port} of {settings.host} is in use.",
                "Stop the program that uses it, or choose another: `onrecord serve --port 0` takes any that is free.",
            ) from error
        reason = error.strerror if isinstance(error, OSError) else "no address of this machine has this name"
        raise AddressError(
            f"The server cannot listen at {where}: {reason}.",
            "Choose an address of this machine with --host, and a port from 1,024 to 65,535 with --port.",
        ) from error
    for each in sockets.values():
        if isinstance(each, BaseWSGIServer):
            each.channel_class = BoundedChannel
    # A host name with several addresses makes a server of servers, which keeps them in a list.
    bound = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    serving = Serving(sockets, polls=bool(LIMITS["asyncore_use_poll"]))
    return Listening(tuple(f"http://{_where(host, port)}/" for host, port in bound), serving.run)


def _where(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def stop_when_asked() -> None:
    """End the process the way Ctrl-C does when a supervisor asks it to, as long as nothing is answered yet."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
