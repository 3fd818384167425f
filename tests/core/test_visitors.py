"""Which addresses count as one visitor."""

import pytest

from heard.core.visitors import UNKNOWN, origin_of, sent_from


@pytest.mark.parametrize(
    ("address", "name", "visitors"),
    [
        ("192.0.2.1", "192.0.2.1", 10),
        ("192.0.2.1:50123", "192.0.2.1", 10),
        ("::ffff:192.0.2.1", "192.0.2.1", 10),
        ("::ffff:c000:201", "192.0.2.1", 10),
        ("[::ffff:192.0.2.1]:443", "192.0.2.1", 10),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64", 1),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64", 1),
        ("2001:0DB8:0001:0002:a::9", "2001:db8:1:2::/64", 1),
        ("[2001:db8:1:2::7]:8443", "2001:db8:1:2::/64", 1),
        (" 2001:db8:1:3::1 ", "2001:db8:1:3::/64", 1),
        ("fe80::1%eth0", "fe80::/64", 1),
        ("", UNKNOWN, 10),
        ("unknown", UNKNOWN, 10),
        ("<script>", UNKNOWN, 10),
        ("999.1.1.1", UNKNOWN, 10),
    ],
)
def test_what_an_address_counts_as(address, name, visitors):
    found = origin_of(address)
    assert (found.name, found.visitors) == (name, visitors)


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("198.51.100.9", 0, "10.0.0.1"),  # nobody of ours wrote it
        ("198.51.100.9", 1, "198.51.100.9"),
        ("203.0.113.5, 198.51.100.9", 1, "198.51.100.9"),  # the first one the visitor wrote
        ("203.0.113.5, 198.51.100.9, 10.0.0.2", 2, "198.51.100.9"),
        ("198.51.100.9", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        (" , ,", 1, "10.0.0.1"),
    ],
)
def test_a_proxy_is_believed_as_far_as_the_host_says(forwarded, proxies, address):
    assert sent_from("10.0.0.1", forwarded, proxies=proxies) == address
