"""A network goes into one file and comes back from it as it was, or nothing changes."""

from __future__ import annotations

import tarfile

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.apps.publishing import actions
from heard.apps.publishing.models import Article, PagePicture
from heard.apps.publishing.queries import articles_with
from heard.apps.telling.models import Recording, Story
from heard.apps.transcribing.models import Transcript
from heard.apps.transcribing.queries.words import whole
from heard.core.errors import BadInput, HeardError, WrongState
from heard.server import backup
from tests import cast
from tests.articles import write_article
from tests.drawn import drawn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_data_folder(settings, tmp_path):
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture
def network(ada, story, settings):
    """A story with a recording, and what is to be the same afterwards."""
    told = story("The value of co-production", themes=("Respite",))
    place = settings.MEDIA_ROOT / "recordings" / "one.opus"
    place.parent.mkdir(parents=True)
    place.write_bytes(bytes(range(256)) * 20)
    Recording.objects.create(story=told, path="recordings/one.opus", filename="chat.opus", size=5120)
    return told


def _as_it_is(settings):
    return {
        "people": list(User.objects.values_list("pk", "email", "password", "role")),
        "stories": list(Story.objects.values()),
        "themes": [theme.name for story in Story.objects.all() for theme in story.themes.all()],
        "words": [(row.revision, whole(row)) for row in Transcript.objects.order_by("pk")],
        "journal": list(Entry.objects.values()),
        "files": {
            path.relative_to(settings.MEDIA_ROOT).as_posix(): path.read_bytes()
            for path in settings.MEDIA_ROOT.rglob("*")
            if path.is_file()
        },
    }


def _lose_everything(settings):
    call_command("flush", verbosity=0, interactive=False)
    settings.MEDIA_ROOT.rename(settings.MEDIA_ROOT.with_name("lost"))


def test_everything_comes_back_as_it_was(network, settings, tmp_path):
    before = _as_it_is(settings)
    backup.make(tmp_path / "one.backup")
    _lose_everything(settings)
    backup.restore(tmp_path / "one.backup")
    assert _as_it_is(settings) == before


def test_pages_that_editors_wrote_come_back_with_their_pictures_and_their_history(network, ada, settings, tmp_path):
    actions.begin()
    picture = PagePicture.objects.create(title="A board", file=drawn())
    body = [("picture", {"picture": picture, "described": "A board."}), ("text", "<p>It is steep.</p>")]
    article = write_article("What a gritter is for", author=ada, author_name="", body=body, themes=network.themes.all())
    draft = write_article("A secret plan", live=False)
    address = reverse("page-picture", args=[picture.pk, 480])
    before = Client().get(article.get_absolute_url()).content, Client().get(address).content
    backup.make(tmp_path / "backup.tar")
    _lose_everything(settings)
    cache.clear()
    backup.restore(tmp_path / "backup.tar")
    assert (Client().get(article.get_absolute_url()).content, Client().get(address).content) == before
    assert Client().get(draft.get_absolute_url()).status_code == 404
    row = Article.objects.get(pk=article.pk)
    assert row.latest_revision.as_object().title == "What a gritter is for"
    assert articles_with("steep") == [row]


def test_search_finds_what_came_back(network, settings, tmp_path):
    backup.make(tmp_path / "one.backup")
    _lose_everything(settings)
    backup.restore(tmp_path / "one.backup")
    assert "The value of co-production" in Client().get("/explore/", {"q": "Hamid"}).content.decode()


def test_life_goes_on_after_it(network, settings, tmp_path):
    backup.make(tmp_path / "one.backup")
    _lose_everything(settings)
    backup.restore(tmp_path / "one.backup")
    assert cast.make_person("Nadia Newcomer").pk > max(User.objects.exclude(name="Nadia Newcomer").values_list("pk"))[0]


def test_encrypted_it_says_nothing_and_opens_with_its_own_key_alone(network, settings, tmp_path):
    before = _as_it_is(settings)
    (opens, shuts), (another, _) = backup.new_key(), backup.new_key()
    place = tmp_path / "one.backup"
    backup.make(place, shuts)
    assert not [
        secret for secret in (b"database.jsonl", b"one.opus", bytes(range(256))) if secret in place.read_bytes()
    ]
    _lose_everything(settings)
    assert [_refused(place, key) for key in ("", another, "nonsense")] == ["no-key", "bad-backup", "bad-key"]
    backup.restore(place, opens)
    assert _as_it_is(settings) == before


def test_only_its_owner_may_read_a_backup(network, tmp_path):
    backup.make(tmp_path / "one.backup")
    assert (tmp_path / "one.backup").stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_none_leaves_no_file(network, tmp_path):
    with pytest.raises(BadInput) as refused:
        backup.make(tmp_path / "one.backup", "age1nonsense")
    assert (refused.value.code, (tmp_path / "one.backup").exists()) == ("bad-key", False)


def test_a_network_with_people_in_it_is_left_alone(network, tmp_path):
    backup.make(tmp_path / "one.backup")
    with pytest.raises(WrongState):
        backup.restore(tmp_path / "one.backup")


@pytest.mark.parametrize("harm", ["empty", "no archive", "cut short", "one byte changed", "a file too many", "missing"])
def test_a_harmed_backup_changes_nothing(network, settings, tmp_path, harm):
    place = tmp_path / "one.backup"
    backup.make(place)
    _lose_everything(settings)
    nothing = _as_it_is(settings)
    _do_harm(place, harm)
    assert _refused(place) == ("no-file" if harm == "missing" else "bad-backup")
    assert _as_it_is(settings) == nothing
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("restoring")] == []


def _do_harm(place, harm):
    whole = place.read_bytes()
    if harm == "missing":
        place.unlink()
    elif harm == "a file too many":
        with tarfile.open(place, "a") as archive:
            archive.add(__file__, "../../escaped.py")
    else:
        at = whole.index(bytes(range(256)))
        place.write_bytes(
            {
                "empty": b"",
                "no archive": b"not an archive" * 100,
                "cut short": whole[: at + 100],
                "one byte changed": whole[:at] + b"x" + whole[at + 1 :],
            }[harm]
        )


def _refused(place, key=""):
    with pytest.raises(HeardError) as refused:
        backup.restore(place, key)
    return refused.value.code


def test_the_commands_say_what_they_did(network, settings, tmp_path, capsys):
    place, key = tmp_path / "one.backup", tmp_path / "host.key"
    call_command("backup_key", key)
    shuts = capsys.readouterr().out.split()[-1]
    call_command("backup", place, to=shuts)
    assert capsys.readouterr().out.startswith(f"{place}: stories 1, files 2, ")
    _lose_everything(settings)
    call_command("restore", place, key=key, without_register=True)
    assert "Start it with: heard start" in capsys.readouterr().out
    assert Story.objects.get().title == "The value of co-production"
