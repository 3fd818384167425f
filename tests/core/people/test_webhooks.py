"""Where a webhook may lead, and how its messages are signed."""

from __future__ import annotations

import pytest

from heard.core.people.webhooks import address_faults, is_outside, signature


@pytest.mark.parametrize("address", ["https://archive.example/told", "https://archive.example:8443/a?b=c"])
def test_an_address_is_whole_and_safe(address):
    assert list(address_faults(address)) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "archive.example",
        "http://archive.example/",
        "ftp://archive.example/",
        "https://",
        "https://name:password@archive.example/",
        "https://[::1",
        "https://archive.example/#part",
        "https://archive.example/\n",
        "https://archive.example/" + "a" * 300,
    ],
)
def test_any_other_is_refused_in_a_sentence(address):
    assert all(fault.sentence for fault in address_faults(address))
    assert list(address_faults(address)) != []


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0"])
def test_the_network_that_the_site_stands_in_is_inside(inside):
    assert not is_outside(inside)


@pytest.mark.parametrize("outside", ["9.9.9.9", "2620:fe::fe"])
def test_the_open_internet_is_outside(outside):
    assert is_outside(outside)


def test_a_message_is_signed_as_standard_webhooks_says():
    """The example of its own libraries: github.com/standard-webhooks/standard-webhooks, libraries/python/tests."""
    secret, key, at = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
    signed = signature(secret, key, at, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
