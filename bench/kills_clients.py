"""People who use a network while it is killed, for bench/kills.py. What was acknowledged to them is in the ledger."""

from __future__ import annotations

import hashlib
import http.client
import os
import random
import threading
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import OperationalError, transaction
from django.utils import timezone

from heard.apps.correcting.models import Correction
from heard.apps.joining.models import User
from heard.apps.telling.actions.consent import record_storyteller
from heard.apps.telling.actions.stories import begin_story
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript
from heard.apps.transcribing.queries.words import readable
from heard.core.people.permissions import Role

T = TypeVar("T")
_TOKEN = "x" * 32
_PIECE = 16 * 1024  # bytes
_AT_ONCE = 3  # recordings that are not written down
_TRY = 0.3  # seconds until a request is sent again


@dataclass
class Ledger:
    """What was acknowledged: recordings by story, corrections by their text, those accepted, hidden seconds, and
    stories that were taken back. `seen` are answers that must not have been."""

    uploads: dict[int, str] = field(default_factory=dict)
    corrections: dict[str, int] = field(default_factory=dict)
    accepted: set[int] = field(default_factory=set)
    hidden: set[tuple[int, float, float]] = field(default_factory=set)
    withdrawn: dict[int, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{len(self.uploads)} recordings in {self.counted['pieces']} pieces, {len(self.corrections)} corrections, "
            f"{len(self.accepted)} accepted, {len(self.hidden)} parts hidden, {len(self.withdrawn)} taken back and "
            f"asked for {self.counted['asked']} times, {self.counted['again']} requests sent again"
        )


def patient(act: Callable[[], T]) -> T:
    """In this process: a database that is busy is asked again."""
    while True:
        try:
            with transaction.atomic():
                return act()
        except OperationalError:
            time.sleep(_TRY)


class Browser:
    """Somebody's browser, signed in."""

    def __init__(self, user: User | None, ledger: Ledger) -> None:
        cookies = {"csrftoken": _TOKEN} | ({"sessionid": _session(user)} if user else {})
        self._headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": _TOKEN,
        }
        self._ledger = ledger

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """The answer, however often it has to be asked for."""
        while True:
            try:
                wire = http.client.HTTPConnection("127.0.0.1", int(os.environ["PORT"]), timeout=30)
                wire.request(method, path, body, self._headers | headers)
                answer = wire.getresponse()
                told = {name.lower(): value for name, value in answer.headers.items()}
                status, content = answer.status, answer.read()
                wire.close()
                if status < 500:
                    return status, told, content
            except (OSError, http.client.HTTPException):
                pass
            self._ledger.counted["again"] += 1
            time.sleep(_TRY)

    def send(self, path: str, **fields: str) -> int:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields).encode(), **form)[0]


def _session(user: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


class Clients:
    """Each of them in a thread of its own, until they are told to finish what they are at."""

    def __init__(self, ledger: Ledger, seed: int, recording: Path) -> None:
        self.ledger, self._sound = ledger, recording.read_bytes()
        self.ada = User.objects.create_user("ada@example.org", "a-long-password", name="Ada", role=Role.REPORTER)
        self.ben = User.objects.create_user("ben@example.org", "a-long-password", name="Ben", role=Role.HELPER)
        self.cleo = User.objects.create_user("cleo@example.org", "a-long-password", name="Cleo", role=Role.EDITOR)
        self._chance = random.Random(seed)
        self._over = threading.Event()
        self.opened: list[Story] = []
        works = (self._tell, self._look_after, self._correct, self._hide, self._take_back, self._look)
        self._threads = [threading.Thread(target=self._keep_at, args=(work,), daemon=True) for work in works]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def finish(self, meanwhile: Callable[[float], None]) -> None:
        self._over.set()
        while any(thread.is_alive() for thread in self._threads):
            meanwhile(0.5)

    def _keep_at(self, work: Callable[[], None]) -> None:
        while not self._over.is_set():
            work()
            time.sleep(0.2)

    # Ada

    def _tell(self) -> None:
        if Story.objects.filter(takes=None).count() >= _AT_ONCE:
            return
        story = patient(lambda: begin_story(self.ada, {"title": f"Story {len(self.ledger.uploads)}", "voices": 2}))
        sound = self._sound + os.urandom(16)  # each its own
        self._upload(Browser(self.ada, self.ledger), story, sound)
        self.ledger.uploads[story.pk] = hashlib.sha256(sound).hexdigest()

    def _upload(self, browser: Browser, story: Story, sound: bytes) -> None:
        tus = {"Tus-Resumable": "1.0.0"}
        told = {"story": story.slug, "filename": "chat.opus"}
        metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items())
        begin = tus | {"Upload-Length": str(len(sound)), "Upload-Metadata": metadata}
        status, answer, body = browser.ask("POST", "/uploads/", **begin)
        if status != 201:
            raise RuntimeError(f"an upload was answered with {status}: {answer} {body.decode()[:300]}")
        address = answer["location"]
        here = 0
        while here < len(sound):
            more = tus | {"Upload-Offset": str(here), "Content-Type": "application/offset+octet-stream"}
            status, answer, body = browser.ask("PATCH", address, sound[here : here + _PIECE], **more)
            if status != 204:  # sent again, it was there already
                status, answer, body = browser.ask("HEAD", address, **tus)
            now = int(answer["upload-offset"])
            if now < here:
                self.ledger.seen.append(f"story {story.pk}: {here} bytes were acknowledged, {now} are there")
            self.ledger.counted["pieces"] += 1
            here = now

    def _look_after(self) -> None:
        """Publish what is written down, as its reporter and storyteller would by now."""
        known = {story.pk for story in self.opened}
        for story in Story.objects.filter(state=Story.State.DRAFT, transcript__isnull=False).exclude(pk__in=known):
            patient(lambda story=story: self._publish(story))  # type: ignore[misc]
            self.opened.append(story)

    def _publish(self, story: Story) -> None:
        record_storyteller(story, "Hamid", by=self.ada)
        Story.objects.filter(pk=story.pk).update(state=Story.State.PUBLISHED, published_at=timezone.now())

    def _any(self) -> Story | None:
        there = [story for story in self.opened if story.pk not in self.ledger.withdrawn]
        return self._chance.choice(there) if there else None

    # Ben corrects, and Cleo accepts

    def _correct(self) -> None:
        story = self._any()
        if story is None:
            return
        row = Transcript.objects.get(story=story)
        words = [word for word in readable(row).words if not word.is_gap]
        text = f"word{len(self.ledger.corrections)}x{self._chance.randrange(10**6)}"
        fields = {"kind": "replace", "words": self._chance.choice(words).id, "text": text, "base": str(row.revision)}
        if words and Browser(self.ben, self.ledger).send(f"/stories/{story.slug}/corrections/", **fields) < 400:
            self.ledger.corrections[text] = story.pk
            self._accept(text)

    def _accept(self, text: str) -> None:
        sent = Correction.objects.filter(text=text).first()
        if sent and self._chance.random() < 0.4:
            Browser(self.cleo, self.ledger).send(f"/corrections/{sent.pk}/decide/", decision="accept")
            sent.refresh_from_db()
            if sent.state == Correction.State.ACCEPTED:
                self.ledger.accepted.add(sent.pk)

    # Ada hides, and takes back

    def _hide(self) -> None:
        story = self._any()
        if story is None or self._chance.random() < 0.8:
            return
        start = round(self._chance.uniform(0, 18), 1)
        fields = {"start": f"0:{start:04.1f}", "end": f"0:{start + 0.5:04.1f}", "reason": ""}
        if Browser(self.ada, self.ledger).send(f"/stories/{story.slug}/hide/", **fields) == 302:
            self.ledger.hidden.add((story.pk, start, round(start + 0.5, 1)))

    def _take_back(self) -> None:
        story = self._any()
        if story is None or len(self.opened) - len(self.ledger.withdrawn) < 3 or self._chance.random() < 0.9:
            return
        if Browser(self.ada, self.ledger).send(f"/stories/{story.slug}/take-back/") < 400:
            self.ledger.withdrawn[story.pk] = story.slug

    # A stranger

    def _look(self) -> None:
        for pk, slug in list(self.ledger.withdrawn.items()):
            for path in (f"/stories/{slug}/", f"/stories/{slug}/media/audio.opus", f"/stories/{slug}/captions.vtt"):
                status, _told, _body = Browser(None, self.ledger).ask("GET", path)
                self.ledger.counted["asked"] += 1
                if status < 400:
                    self.ledger.seen.append(f"story {pk} was taken back, and {path} answered {status}")
