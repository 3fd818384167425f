"""How many questions each page may ask, at one, three and thirty of everything: the same."""

from __future__ import annotations

import pytest

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.exploring.search.keeping import catch_up
from heard.apps.helping.models import Pair, Proposal, Spot
from heard.core.people.permissions import Role
from tests.cast import make_person
from tests.renditions import give_sound

# By address: what a stranger's page may ask, and an editor's (three of it are about who they are).
PAGES = {
    "/": (10, 13),
    "/explore/": (8, 11),
    "/explore/?q=introduce": (10, 13),
    "/themes/": (2, 5),
    "/places/": (3, 6),  # their pictures at once
    "/collections/": (2, 5),
    "/reporters/": (2, 5),
    "/help/": (2, 5),
    "/offers/": (6, 9),
    "/pairs/": (5, 8),
    "/review/": (None, 7),
    "/moderate/": (None, 10),
    "/moderate/stories/": (None, 12),
    "/moderate/consents/": (None, 10),
    "/my-stories/": (None, 8),
    "/notices/": (None, 6),
}


@pytest.fixture
def network(story, ben):
    """`network(3)` has three reporters, each with a story in which something waits, is offered and is to be heard."""

    def made(size: int) -> None:
        for n in range(size):
            reporter = make_person(f"Reporter{n} Name", Role.REPORTER)
            told = give_sound(story(f"Story {n}", by=reporter, themes=(f"Theme {n}",), place=f"Place {n}"))
            actions.report(told, Sender(user=ben), Remark("replace", ("w10",), f"co-production {n}"))
            pair = Pair.objects.create(heard=f"coal {n}", meant=f"co {n}", by_hand=True)
            how = {"story": told, "start": 1.0, "end": 2.0, "revision": 1}
            Proposal.objects.create(pair=pair, kind="repeat", words=["w9"], heard="coal", meant="co", score=0.9, **how)
            Spot.objects.create(words=["w9"], first="w9", last="w9", text="coal", same="coal", wrong=1, good=1, **how)

    return made


@pytest.mark.parametrize("size", [1, 3, 30])
def test_no_page_asks_more_of_a_larger_network(network, browse, cleo, size, django_assert_max_num_queries):
    network(size)
    while catch_up():  # what changed is indexed by whoever searches next
        pass
    for viewer, budgets in ((None, 0), (cleo, 1)):
        client = browse(viewer)
        for address, budget in PAGES.items():
            if budget[budgets] is not None:
                client.get(address)
                with django_assert_max_num_queries(budget[budgets]):
                    assert client.get(address).status_code == 200, address
