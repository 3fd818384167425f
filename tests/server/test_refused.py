"""What keeps a network from starting is one sentence and a code, never a traceback."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from heard.core.errors import NotAllowed
from heard.server import config
from heard.server.exposure import check_may_be_seen
from tests.server.conftest import HEARD


def start(data: Path | str, **settings: str) -> tuple[int, str, str]:
    ours = {**os.environ, "HEARD_DATA": str(data), "DATABASE_URL": "", "HEARD_SECRET_KEY": "", **settings}
    done = subprocess.run([HEARD, "start"], env=ours, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def a_file(folder: Path) -> Path:
    (folder / "file").write_text("x")
    return folder / "file"


def with_key(folder: Path, make) -> Path:
    make(folder / "secret-key")
    return folder


def with_database(folder: Path) -> Path:
    (folder / "heard.sqlite3").write_text("Dear diary, " * 1000)
    return folder


@pytest.mark.parametrize(
    ("data", "given", "sentence", "code"),
    [
        (lambda tmp: "/proc/heard", {}, "Heard cannot keep anything in the folder “/proc/heard”: ", "data-folder"),
        (a_file, {}, "Heard cannot keep anything in the folder", "data-folder"),
        (lambda tmp: a_file(tmp) / "below", {}, "Heard cannot keep anything in the folder", "data-folder"),
        (lambda tmp: with_key(tmp, Path.mkdir), {}, "The file “", "secret-key"),
        (lambda tmp: with_key(tmp, lambda key: key.write_bytes(b"\xff\xfe\x80")), {}, "The file “", "secret-key"),
        (with_database, {}, "The database cannot be used: file is not a database.", "no-database"),
        (
            lambda tmp: tmp / "a folder with spaces",
            {"DATABASE_URL": "postgres://heard:hush@127.0.0.1:9/heard"},
            "The database cannot be used: ",
            "no-database",
        ),
        (lambda tmp: tmp, {"HEARD_ADDRESS": "no such address"}, "Heard cannot listen at no such address", "no-port"),
    ],
    ids=["nowhere", "a file", "below a file", "key folder", "key bytes", "diary", "no server", "address"],
)
def test_it_is_said_in_one_line(tmp_path, data, given, sentence, code):
    status, said, why = start(data(tmp_path), PORT="18431", **given)
    assert (status, said, why.count("\n")) == (2, "", 1), why
    assert why.startswith(f"heard: {sentence}")
    assert why.endswith(f"[{code}]\n")
    assert "hush" not in why


def test_an_empty_key_that_a_full_disk_left_is_made_anew(tmp_path):
    from heard.server.places import kept_key

    (tmp_path / "secret-key").touch()
    key = kept_key(tmp_path / "secret-key")
    assert (len(key) > 50, kept_key(tmp_path / "secret-key")) == (True, key)
    assert oct((tmp_path / "secret-key").stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80.5"),
        ("HEARD_WEB_WORKERS", "0"),
        ("HEARD_WEB_WORKERS", "-1"),
        ("HEARD_RECORDINGS", "bytes=0"),
        ("HEARD_RECORDINGS", "bytes=2GB"),
        ("HEARD_RECORDINGS", "5"),
        ("HEARD_RECORDINGS", "bytes=5,bytes=6"),
        ("HEARD_PACE", "corrections=5,moments=6"),
        ("HEARD_CONCERN_HOURS", "answer=-1"),
        ("HEARD_KEEP_DAYS", "uploads=0"),
        ("HEARD_TRUSTED_PROXIES", "-1"),
        ("HEARD_TIME_ZONE", "Mars/Olympus"),
        ("HEARD_TIME_ZONE", "../../etc/passwd"),
        ("HEARD_SITE_URL", " , "),
        ("HEARD_SITE_URL", "*"),
        ("HEARD_SITE_URL", "https://*"),
        ("HEARD_SITE_URL", "https://stories.example.org/heard"),
        ("HEARD_SITE_URL", "https://stories.example.org,http://stories.example.org"),
        ("HEARD_SITE_URL", "stories.example.org"),
        ("HEARD_SITE_URL", "ftp://stories.example.org"),
        ("HEARD_SITE_URL", "https://stories.example.org:port"),
        ("HEARD_ACCEL", "protected"),
        ("HEARD_DEBUG", "perhaps"),
        ("DATABASE_URL", "mysql://host/heard"),
        ("DATABASE_URL", "heard"),
        ("DATABASE_URL", "postgres://host"),
        ("DATABASE_URL", "postgres://user:pa/ss@host:5432/heard"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(monkeypatch, name, text):
    monkeypatch.setenv(name, text)
    with pytest.raises(SystemExit, match=f"The setting {name} cannot be"):
        config.given()


@pytest.mark.parametrize("name", config.GONE)
def test_a_setting_that_is_gone_is_refused_with_what_says_it_now(monkeypatch, name):
    monkeypatch.setenv(name, "7")
    with pytest.raises(SystemExit, match=f"There is no setting {name} any more: write HEARD_"):
        config.given()
    assert name not in config.SETTINGS
    now, _sign, value = config.GONE[name].partition("=")
    monkeypatch.delenv(name)
    monkeypatch.setenv(now, value.replace("…", "7" if "trust" not in value else "0.7"))
    config.given()


@pytest.mark.parametrize("name", config.ON_THE_PAGE)
def test_a_setting_that_the_host_says_on_a_page_now_is_refused_with_the_name_of_the_page(monkeypatch, name):
    monkeypatch.setenv(name, "7")
    with pytest.raises(SystemExit, match=f"There is no setting {name} any more: the host says it on the page"):
        config.given()
    assert name not in config.SETTINGS


@pytest.mark.parametrize(("name", "setting"), config.SETTINGS.items(), ids=config.SETTINGS)
def test_every_default_can_be_written_out(monkeypatch, name, setting):
    """What the page about settings shows can be set."""
    text = ",".join(setting.default) if isinstance(setting.default, list) else str(setting.default)
    monkeypatch.setenv(name, text)
    assert setting.value(name) == setting.default


OPEN = [
    ("HEARD_ADDRESS", "0.0.0.0"),
    ("HEARD_ADDRESS", "::"),
    ("HEARD_SITE_URL", "https://stories.example.org"),
]


@pytest.mark.parametrize(("name", "value"), OPEN)
def test_a_demo_that_others_can_reach_is_refused_until_it_is_said_twice(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(NotAllowed, match="everybody who has seen its passwords can log in as its host") as refused:
        check_may_be_seen(is_demo=True, told_twice=False)
    assert (refused.value.code, "add --public" in refused.value.sentence) == ("public-demo", True)
    [about_people, about_joining] = check_may_be_seen(is_demo=True, told_twice=True)
    assert value.removeprefix("https://") in about_people
    assert "anybody may make an account" in about_joining


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_a_demo_on_this_machine_alone_is_nobody_elses_business(monkeypatch, address):
    monkeypatch.setenv("HEARD_ADDRESS", address)
    assert check_may_be_seen(is_demo=True, told_twice=False) == []


def test_a_network_that_is_no_demo_is_only_warned(monkeypatch, furnish):
    monkeypatch.setenv("HEARD_ADDRESS", "0.0.0.0")
    assert len(check_may_be_seen(is_demo=False, told_twice=False)) == 1
    furnish(joining="invited")
    assert check_may_be_seen(is_demo=False, told_twice=False) == []


def test_the_demos_people_make_it_a_demo_as_long_as_their_password_is_the_printed_one(db, settings, tmp_path):
    from heard.server import demonstration

    settings.DATA = tmp_path
    assert not demonstration.is_here()
    cast = demonstration.people()
    assert demonstration.is_here()
    for person in cast.values():
        person.set_password("another-one-of-their-own")
        person.save()
    assert not demonstration.is_here()
