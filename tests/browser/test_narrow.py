"""Every page on the narrowest screen there is, and at four times its size: 320 pixels wide, 256 or 568 high."""

from __future__ import annotations

import pytest

from tests.every_page import browser_of, make_network, pages

SIZES = ((320, 256), (320, 568))  # 1280 by 1024 at 400 %, and the smallest phone
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return null;
  const out = [...document.querySelectorAll("body *")].filter((part) => part.getBoundingClientRect().right > wide + 1);
  return `sideways: ${out.slice(-3).map((part) => `${part.localName}.${part.className}`)}`;
}"""
# What stays in place while the page moves under it.
IN_THE_WAY = """async () => {
  scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: "instant" });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const stays = [...document.querySelectorAll("body *")].filter((part) =>
    ["sticky", "fixed"].includes(getComputedStyle(part).position) && part.checkVisibility());
  const seen = stays.map((part) => {
    const { top, bottom } = part.getBoundingClientRect();
    return [part.className, Math.min(bottom, innerHeight) - Math.max(top, 0)];
  });
  const much = seen.filter(([, high]) => high > innerHeight * 0.34);
  return much.length ? `in the way: ${much}` : null;
}"""


@pytest.fixture
def network(site, ada, ben, cleo, hana):
    return make_network(ada, ben, cleo, hana)


@pytest.fixture
def screens(network, visit, site):
    """A window for each of the people, signed in and their password just given."""
    opened = {}
    for person in network.people:
        opened[person] = visit("/about/")
        if cookie := browser_of(person).cookies.get("sessionid"):
            opened[person].context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
    return opened


def test_no_page_goes_sideways_and_nothing_takes_more_than_a_third_of_the_height(network, screens):
    faults = {}
    for who, address in pages(network):
        page = screens[who]
        page.goto(address, wait_until="load")
        for wide, high in SIZES:
            page.set_viewport_size({"width": wide, "height": high})
            for look in (TOO_WIDE, IN_THE_WAY):
                if fault := page.evaluate(look):
                    faults[f"{who} {address} at {high}"] = fault
    assert not faults, "\n".join(f"{where}: {what}" for where, what in faults.items())
