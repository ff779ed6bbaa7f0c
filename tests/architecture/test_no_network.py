"""The whole suite runs under a ban on the network (tests/conftest.py); here is the proof that the ban bites."""

import socket
import urllib.request

import pytest


@pytest.mark.parametrize("host", ["198.51.100.7", "2001:db8::7"])
def test_that_a_connection_to_elsewhere_is_refused(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as one, pytest.raises(AssertionError, match="may use the network"):
        one.connect((host, 80))


def test_that_a_datagram_to_elsewhere_is_refused():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(AssertionError, match="may use"):
        one.sendto(b"x", ("198.51.100.7", 53))


def test_that_a_name_of_elsewhere_is_not_looked_up():
    with pytest.raises(AssertionError, match="may use"):
        urllib.request.urlopen("http://example.invalid/")


def test_that_this_computer_may_talk_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as one:
        assert one.getpeername() == server.getsockname()
