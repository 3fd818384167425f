"""What every test may ask for: the cast, a browser for each of them, and a way to make stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.signals import setting_changed
from django.db import connections
from django.dispatch import receiver
from django.test import Client

from heard.apps.furnishing.models import Network as NetworkRow
from heard.apps.joining.models import User
from heard.apps.telling.models import Story
from heard.core.people.network import Network
from heard.core.people.permissions import Role
from heard.web import kept
from heard.web.network import begin_with, changed, network
from tests import cast, databases


@receiver(setting_changed)
def _forget_pages(**_: object) -> None:
    """A site's settings change only when it starts anew, and then it has kept nothing."""
    kept.SHELF.clear()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Of what `django_db_modify_db_settings` puts in place."""
    return True


@pytest.fixture(scope="session")
def django_db_createdb() -> bool:
    return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    """A database of this process's own, as all migrations make it, copied from one that was made once."""
    options = request.config.option
    databases.put_in_place(keep=options.reuse_db and not options.create_db)
    yield
    if not options.reuse_db:
        connections.close_all()
        databases.take_away()


@pytest.fixture(autouse=True)
def _for_tests(settings, tmp_path):
    """Static files under their own names, media in a folder of the test's own, and cheap passwords."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.NETWORK_CHANGED = tmp_path / "network-changed"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _as_nobody_furnished_it(_for_tests):
    """A test begins with a network of which nobody said anything, and need not ask for that."""
    begin_with(Network())


@pytest.fixture
def furnish(db) -> Callable[..., None]:
    """`furnish(name="Lesster Voices")` is what the host said on “Your network”."""

    def said(**what: object) -> None:
        NetworkRow.objects.update_or_create(pk=1, defaults=what)
        changed()
        network()

    return said


@pytest.fixture
def ada(db) -> User:
    """Tells."""
    return cast.make_person("Ada Okafor", Role.REPORTER)


@pytest.fixture
def ben(db) -> User:
    """Helps."""
    return cast.make_person("Ben Achterberg")


@pytest.fixture
def cleo(db) -> User:
    """Reviews."""
    return cast.make_person("Cleo Marsh", Role.EDITOR)


@pytest.fixture
def max_(db) -> User:
    """A stranger with an account."""
    return cast.make_person("Max Nobody")


@pytest.fixture
def rae(db) -> User:
    """Moderates."""
    return cast.make_person("Rae Solomon", Role.MODERATOR)


@pytest.fixture
def hana(db) -> User:
    """Hosts."""
    return cast.make_person("Hana Yilmaz", Role.HOST)


@pytest.fixture
def browse(db) -> Callable[[User | None], Client]:
    """`browse(ada)` is Ada's browser, signed in; `browse(None)` is a stranger's without an account."""

    def browser_of(person: User | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return browser_of


@pytest.fixture
def story(ada) -> Callable[..., Story]:
    """`story("A title", published=False)` is a story of Ada's with a transcript. `by=` names another reporter, and
    further arguments are turns of the talk, as `("S1", "Hello.")`."""

    def told(
        title: str = "The value of co-production", *turns: tuple[str, str], by: User = ada, **how: object
    ) -> Story:
        return cast.make_story(title, by, *turns, **how)

    return told
