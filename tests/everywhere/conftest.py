"""One world for everything in this folder. It takes long to make, so it is made once: what a test changes is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from tests.everywhere.world import World, make_world, settings_of_the_world


@pytest.fixture(scope="package")
def _made(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    media = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), transaction.atomic():
        with settings_of_the_world(media):
            made = make_world(media)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def db(_made, _for_tests) -> Iterator[None]:
    """In place of the fixture of this name that closes the connection, and with it the transaction of the world."""
    with settings_of_the_world(_made.media), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(db, _made) -> World:
    return _made


@pytest.fixture
def visitor(world, browse) -> Callable[[str], Client]:
    """`visitor("editor")` is the browser of somebody of the world; of anybody else, a stranger's."""
    return lambda who: browse(world.people.get(who))
