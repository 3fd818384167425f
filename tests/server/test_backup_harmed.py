"""Whatever is given for a backup, the answer is a sentence with a code, and nothing here has changed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import random
import subprocess
import sys
import tarfile
from pathlib import Path

import pyrage
import pytest
from django.apps import apps
from django.conf import settings as conf
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection

from heard.apps.joining.models import User
from heard.apps.telling.models import Recording, Story
from heard.core.errors import BadInput, HeardError, cause_of
from heard.server import archive, backup

pytestmark = pytest.mark.django_db(transaction=True)
USER = {
    "model": "joining.user",
    "pk": 1,
    "fields": {"email": "a@example.org", "name": "Ada", "slug": "ada", "date_joined": "2026-01-01T00:00Z"},
}


@pytest.fixture(autouse=True)
def here(settings, tmp_path) -> Path:
    settings.DATA, settings.STATIC_ROOT = tmp_path / "data", tmp_path / "static"
    settings.DATA.mkdir()
    settings.STATIC_ROOT.mkdir()
    settings.MEDIA_ROOT = settings.DATA / "media"
    return settings.DATA


def _tree(folder: Path) -> list[str]:
    return sorted(
        f"{path.relative_to(folder)} {path.stat().st_size}" for path in folder.rglob("*") if path.name != "tmp"
    )


def _refused(given: bytes | Path, key: str = "", *, tmp_path: Path) -> str:
    """The code with which it is refused; and nothing is other than before."""
    place = given if isinstance(given, Path) else tmp_path / "given.backup"
    if isinstance(given, bytes):
        place.write_bytes(given)
    before = _tree(conf.DATA)
    with pytest.raises(HeardError) as refused:
        backup.restore(place, key)
    assert refused.value.sentence
    assert (_tree(conf.DATA), User.objects.count(), Story.objects.count()) == (before, 0, 0)
    return refused.value.code


def _packed(rows: bytes, **more: bytes) -> bytes:
    """A backup that is whole as far as its list of contents goes, whatever the rows are."""
    files = {"database.jsonl.gz": gzip.compress(rows), "secret-key": b"key", **more}
    return _tar(files | {"contents.json": _contents(files, rows)})


def _contents(files: dict[str, bytes], rows: bytes, **other) -> bytes:
    counted: dict[str, int] = {}
    for line in rows.splitlines():
        try:
            counted[json.loads(line)["model"]] = counted.get(json.loads(line)["model"], 0) + 1
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
    listed = {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}
    told = {"made_at": "x", "heard": "1", "format": 1, "rows": counted, "files": listed, **other}
    return json.dumps({**told, "seal": hashlib.sha256(json.dumps(told).encode()).hexdigest()}).encode()


def _tar(files: dict[str, bytes], change=lambda entry: entry) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            made.addfile(change(entry), io.BytesIO(data))
    return out.getvalue()


def _lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


GOOD = _lines(USER)


def test_there_is_one_that_is_taken(tmp_path):
    (tmp_path / "good").write_bytes(_packed(GOOD))
    backup.restore(tmp_path / "good")
    assert User.objects.get().name == "Ada"


ROWS = {
    "no json": b"{nonsense\n",
    "a list": _lines([1, 2]),
    "a number": b"7\n",
    "null": b"null\n",
    "text": b'"x"\n',
    "no fields": _lines({"model": "joining.user", "pk": 1}),
    "fields that are a list": _lines({**USER, "fields": [1]}),
    "fields that are null": _lines({**USER, "fields": None}),
    "a model that is a number": _lines({**USER, "model": 7}),
    "a table that is not there": _lines({**USER, "model": "joining.robot"}),
    "a table of another machine": _lines({"model": "sessions.session", "pk": "x", "fields": {"session_data": "x"}}),
    "a key that is a list": _lines({**USER, "pk": [1]}),
    "a key that is words": _lines({**USER, "pk": "one"}),
    "a time that is none": _lines({**USER, "fields": {**USER["fields"], "date_joined": "yesterday"}}),
    "a column that is a list": _lines({**USER, "fields": {**USER["fields"], "is_active": [1]}}),
    "a row that leads nowhere": _lines({"model": "joining.membership", "pk": 1, "fields": {"group": 9, "person": 9}}),
    "the same key twice": _lines(USER, {**USER, "pk": 2}),
    "very deep": b"[" * 100_000 + b"\n",
    "not text": b"\xff\xfe\x00\n",
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_rows_that_are_none(rows, tmp_path):
    assert _refused(_packed(rows), tmp_path=tmp_path) in ("bad-backup", "other-version", "misfit")


def test_a_database_that_is_full_is_not_told_as_another_version(monkeypatch, tmp_path):
    def full(*args, **options):
        raise OperationalError("database or disk is full")

    (tmp_path / "good").write_bytes(_packed(_lines(USER)))
    monkeypatch.setattr(backup, "call_command", full)
    with pytest.raises(OperationalError):
        backup.restore(tmp_path / "good")
    assert not User.objects.exists()


MADE = {"created_at": "2026-01-01T00:00Z"}
BEGUN = {**MADE, "reporter": 1, "media_dir": "folder-1"}
OLDER = {
    "a title of 200 letters": ("telling.story", {**BEGUN, "slug": "a", "title": "t" * 200}, "title", "t" * 160),
    "no title": ("telling.story", {**BEGUN, "slug": "a", "title": ""}, "title", "Untitled"),
    "a reach that is none": ("telling.story", {**BEGUN, "slug": "a", "title": "A", "reach": "all"}, "reach", "only-us"),
    "one that closes before it opens": (
        "telling.story",
        {**BEGUN, "slug": "a", "title": "A", "reach": "everyone", "opens_on": "2026-02-02", "closes_on": "2026-01-01"},
        "reach",
        "only-us",
    ),
    "a group without a name": ("joining.group", {**MADE, "slug": "carers", "name": ""}, "name", "carers"),
    "a theme without a name": ("telling.theme", {"slug": "x", "name": ""}, "name", "–"),
    "a reply that is too long": ("moderating.savedreply", {"title": "A", "text": "t" * 1001}, "text", "t" * 1000),
}


@pytest.mark.parametrize(("model", "fields", "name", "now"), OLDER.values(), ids=OLDER)
def test_what_an_earlier_version_let_in_is_made_to_fit_as_migrations_do(model, fields, name, now, tmp_path):
    (tmp_path / "older").write_bytes(_packed(_lines(USER, {"model": model, "pk": 77, "fields": fields})))
    backup.restore(tmp_path / "older")
    assert getattr(apps.get_model(model).objects.get(pk=77), name) == now


def test_an_account_that_stood_twice_in_a_story_stands_there_once(tmp_path):
    story = {"model": "telling.story", "pk": 77, "fields": {**BEGUN, "slug": "a", "title": "A"}}
    person = {"model": "telling.storyperson", "fields": {"story": 77, "account": 1}}
    people = [{**person, "pk": at, "fields": {**person["fields"], "name": name, "voice": f"S{at}"}}
              for at, name in ((5, "Ada"), (6, ""), (7, "Ada"))]  # fmt: skip
    people[2]["fields"]["voice"] = "a voice with a long name"
    (tmp_path / "older").write_bytes(_packed(_lines(USER, story, *people)))
    backup.restore(tmp_path / "older")
    told = apps.get_model("telling.storyperson").objects.order_by("pk").values_list("name", "voice", "account")
    assert list(told) == [("Ada", "S5", 1), ("Somebody", "S6", None), ("Ada", "", None)]


def test_why_rows_do_not_fit_is_told_with_the_sentence(tmp_path):
    (tmp_path / "twice").write_bytes(_packed(_lines(USER, {**USER, "pk": 2})))
    with pytest.raises(BadInput) as refused:
        backup.restore(tmp_path / "twice")
    assert refused.value.code == "misfit"
    assert refused.value.sentence.startswith(
        "A row of this backup breaks a rule that this version of Heard keeps: joining.User(pk=2) ("
    )
    assert cause_of(refused.value).startswith(f"{IntegrityError.__name__}: ")


LISTS = {
    "no json": b"{",
    "a list": b"[]",
    "null": b"null",
    "a number": b"7",
    "not text": b"\xff\xfe",
    "deep": b"[" * 100_000,
    "nothing": b"",
    "without when": b'{"files": {}, "rows": {}}',
    "files that are a list": b'{"made_at": "x", "files": [1], "rows": {}}',
    "files that are null": b'{"made_at": "x", "files": null, "rows": {}}',
    "a file that is a number": b'{"made_at": "x", "files": {"secret-key": 7}, "rows": {}}',
    "a file that is words": b'{"made_at": "x", "files": {"secret-key": ["many", 7]}, "rows": {}}',
    "rows that are words": b'{"made_at": "x", "files": {}, "rows": "x"}',
    "a time that is a list": b'{"made_at": [], "files": {}, "rows": {}}',
    "a format that is words": b'{"made_at": "x", "files": {}, "rows": {}, "format": "one"}',
    "more than there is": b'{"made_at": "x", "files": {}, "rows": {}, "other": 1}',
    "a huge number": b'{"made_at": "x", "files": {"secret-key": [1e999, "x"]}, "rows": {}}',
}


@pytest.mark.parametrize("contents", LISTS.values(), ids=LISTS)
def test_a_list_of_contents_that_is_none(contents, tmp_path):
    files = {"database.jsonl.gz": gzip.compress(GOOD), "secret-key": b"key"}
    assert _refused(_tar({**files, "contents.json": contents}), tmp_path=tmp_path) == "bad-backup"


def test_a_later_format_is_told_as_that(tmp_path):
    files = {"database.jsonl.gz": gzip.compress(GOOD)}
    given = _tar({**files, "contents.json": _contents(files, GOOD, format=2, new="x")})
    assert _refused(given, tmp_path=tmp_path) == "other-version"


def _link(kind: bytes, to: str):
    def change(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        if entry.name == "media/x":
            entry.type, entry.linkname, entry.size = kind, to, 0
        return entry

    return change


KINDS = {
    "a link": _link(tarfile.SYMTYPE, "/etc/passwd"),
    "a link to another": _link(tarfile.LNKTYPE, "secret-key"),
    "a folder": _link(tarfile.DIRTYPE, ""),
    "a device": _link(tarfile.CHRTYPE, ""),
    "a pipe": _link(tarfile.FIFOTYPE, ""),
}


@pytest.mark.parametrize("change", KINDS.values(), ids=KINDS)
def test_what_is_no_plain_file(change, tmp_path):
    files = {"database.jsonl.gz": gzip.compress(GOOD), "media/x": b""}
    given = _tar({**files, "contents.json": _contents(files, GOOD)}, change)
    assert _refused(given, tmp_path=tmp_path) == "bad-backup"


NAMES = (
    *("../out", "media/../../out", "/etc/out", "media//x", "media/./x", "./media/x", "media", "media/", "elsewhere/x"),
    *("media/\nx", "media/" + "x" * 300, "media/é" + "é" * 200, "database.jsonl.gz/x", ""),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_we_never_write(name, tmp_path):
    given = _packed(GOOD, **{name: b"x"})
    assert _refused(given, tmp_path=tmp_path) == "bad-backup"
    assert not (tmp_path / "out").exists()


def test_a_file_and_a_folder_of_one_name(tmp_path):
    assert _refused(_packed(GOOD, **{"media/a": b"x", "media/a/b": b"x"}), tmp_path=tmp_path) == "bad-backup"


def test_the_same_file_twice(tmp_path):
    given = _packed(GOOD)
    out = io.BytesIO(given)
    with tarfile.open(fileobj=out, mode="a") as made:
        made.addfile(tarfile.TarInfo("secret-key"), io.BytesIO(b""))
    assert _refused(out.getvalue(), tmp_path=tmp_path) == "bad-backup"


@pytest.mark.parametrize("claims", [10**6, 8**11 - 1, 10**15])
def test_a_file_that_claims_to_be_huge(claims, tmp_path):
    def change(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        return entry

    given = bytearray(_tar({"secret-key": b"x"}, change))
    entry = tarfile.TarInfo("secret-key")
    entry.size = claims
    given[:512] = entry.tobuf(tarfile.GNU_FORMAT)[:512]
    assert _refused(bytes(given), tmp_path=tmp_path) == "bad-backup"


def test_a_file_of_holes(tmp_path):
    """What claims to be far bigger than what is there of it, because the rest is nothing."""
    entry = tarfile.TarInfo("media/x")
    entry.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.size": str(10**13), "GNU.sparse.map": "0,1"}
    entry.size = 1
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as made:
        made.addfile(entry, io.BytesIO(b"x"))
    assert _refused(out.getvalue(), tmp_path=tmp_path) == "bad-backup"


def test_a_file_that_unpacks_to_far_more_than_there_are_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "_LONGEST_ROW", 10**6)
    assert _refused(_packed(b" " * 3 * 10**6), tmp_path=tmp_path) == "bad-backup"


@pytest.mark.parametrize("given", [b"", b"x", b"\0" * 10_240, gzip.compress(_packed(GOOD)), b"PK\3\4" + b"x" * 2000])
def test_what_is_no_tar(given, tmp_path):
    assert _refused(given, tmp_path=tmp_path) == "bad-backup"


def test_what_is_no_file(tmp_path):
    assert _refused(tmp_path / "nothing", tmp_path=tmp_path) == "no-file"
    assert _refused(tmp_path, tmp_path=tmp_path) == "no-file"


@pytest.mark.parametrize("left_out", ["database.jsonl.gz", "contents.json"])
def test_what_lacks_a_part(left_out, tmp_path):
    files = {"database.jsonl.gz": gzip.compress(GOOD), "secret-key": b"key"}
    files.pop(left_out, None)
    if left_out != "contents.json":
        files["contents.json"] = _contents(files, b"")
    assert _refused(_tar(files), tmp_path=tmp_path) == "bad-backup"


# By chance


@pytest.fixture
def whole(ada, story, settings, tmp_path) -> bytes:
    told = story("Told")
    (settings.MEDIA_ROOT / "one").mkdir(parents=True)
    (settings.MEDIA_ROOT / "one" / "x.opus").write_bytes(bytes(range(256)) * 40)
    Recording.objects.create(story=told, path="one/x.opus", filename="x.opus", size=10240)
    backup.make(tmp_path / "whole.backup")
    return (tmp_path / "whole.backup").read_bytes()


def _empty(settings) -> None:
    call_command("flush", verbosity=0, interactive=False)
    settings.MEDIA_ROOT.rename(settings.MEDIA_ROOT.with_name("lost"))


def _mangled(whole: bytes, chance: random.Random) -> bytes:
    """One of the ways in which files are harmed on their way."""
    data = bytearray(whole)
    at = chance.randrange(len(data))
    way = chance.randrange(5)
    if way == 0:
        data[at] ^= 1 << chance.randrange(8)
    elif way == 1:
        del data[at:]
    elif way == 2:
        del data[at : at + chance.randrange(1, 2000)]
    elif way == 3:
        data[at : at + 100] = chance.randbytes(100)
    else:
        block = at // 512 * 512
        data[block : block + 512] = chance.randbytes(512)
    return bytes(data)


def test_300_that_were_harmed_by_chance_are_refused_or_whole(whole, settings, tmp_path):
    """A harmed one is refused, unless what was harmed is nothing but room between two files."""
    chance, taken = random.Random(7), 0
    with tarfile.open(fileobj=io.BytesIO(whole)) as made:
        names = {entry.name: hashlib.sha256(made.extractfile(entry).read()).hexdigest() for entry in made}
    for number in range(300):
        place, staged = tmp_path / "harmed", tmp_path / f"staged-{number}"
        place.write_bytes(_mangled(whole, chance))
        staged.mkdir()
        try:
            archive.unpack(place, "", staged)
        except BadInput:
            continue
        taken += 1
        assert {name: hashlib.sha256((staged / name).read_bytes()).hexdigest() for name in names} == names
    assert taken < 100


def test_every_flipped_bit_of_an_encrypted_one_is_a_sentence(whole, settings, tmp_path):
    opens, shuts = backup.new_key()
    backup.make(tmp_path / "shut.backup", shuts)
    shut = (tmp_path / "shut.backup").read_bytes()
    _empty(settings)
    chance = random.Random(7)
    codes = set()
    for at in [0, 25, 60, 120, 200, len(shut) - 1, *(chance.randrange(len(shut)) for _ in range(60))]:
        harmed = bytearray(shut)
        harmed[at] ^= 1 << chance.randrange(8)
        codes.add(_refused(bytes(harmed), opens, tmp_path=tmp_path))
    assert codes == {"bad-backup"}
    for end in (0, 10, 100, 300, len(shut) // 2, len(shut) - 1):
        assert _refused(shut[:end], opens, tmp_path=tmp_path) == "bad-backup"


def test_one_that_is_for_another_kind_of_key_is_a_sentence(whole, settings, tmp_path):
    _empty(settings)
    opens, _shuts = backup.new_key()
    assert _refused(pyrage.passphrase.encrypt(whole, "a pass phrase"), opens, tmp_path=tmp_path) == "bad-backup"


def test_the_command_ends_with_2_and_leaves_the_folder_as_it_was(tmp_path):
    """In the shell, into a folder in which nothing was made yet."""
    if connection.vendor != "sqlite":
        return
    data = tmp_path / "fresh"
    (tmp_path / "bad.backup").write_bytes(_packed(ROWS["a list"]))
    done = subprocess.run(
        [Path(sys.executable).with_name("heard"), "restore", tmp_path / "bad.backup", "--without-register"],
        env={**os.environ, "HEARD_DATA": str(data), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr.startswith("heard: This file is not a whole backup")
    assert not (data / "heard.sqlite3").exists()
