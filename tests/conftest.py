"""What many tests share: Qt without a screen, no network, the shipped libraries read once."""

import ipaddress
import os
import socket
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.load import load_all


def is_this_computer(host: object) -> bool:
    """Say whether a name or address stays on this computer."""
    text = host.decode() if isinstance(host, bytes) else str(host or "")
    if text in {"", "localhost", socket.gethostname()}:
        return True
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def no_network(event: str, arguments: tuple) -> None:
    """Refuse whatever would leave this computer; the interpreter calls it, so no library gets around it."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        hosts = [address[0]] if isinstance(address, tuple) and len(address) >= 2 else []  # a path: a socket of Unix
    else:
        hosts = [arguments[0]] if event in {"socket.getaddrinfo", "socket.gethostbyname"} else []
    if not all(is_this_computer(host) for host in hosts):
        raise AssertionError(f"{event} to {hosts[0]!r}: nothing of this program may use the network")


sys.addaudithook(no_network)


@pytest.fixture(scope="session")
def libraries() -> Libraries:
    """Rates, wages, scheme and classifier as shipped."""
    return load_all()
