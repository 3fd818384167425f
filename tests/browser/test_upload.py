"""From a file on a phone to a published story, over a connection that breaks."""

from __future__ import annotations

import re
import struct
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from django.templatetags.static import static
from playwright.sync_api import Page, expect

from heard.apps.joining.models import User
from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.actions.consent import Hand, record_storyteller
from heard.apps.telling.models import Recording, Story, Upload
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.actions.publishing import sign_off
from tests.browser.conftest import PHONE
from tests.server.conftest import Network, collected, network, wait_until  # noqa: F401 (fixtures)
from tests.sounds import SPEECH, recording, speech

FILE = re.compile("^Recording")
SIZE = 5_000_000  # bytes


@pytest.fixture
def chat(tmp_path) -> Path:
    """A few seconds of talk in a file that is big enough to be under way for a while."""
    path = recording(tmp_path / "chat.wav", speech())
    padding = SIZE - path.stat().st_size - 8
    with path.open("ab") as file:
        file.write(b"junk" + struct.pack("<I", padding) + bytes(padding))
    return path


def begin(page: Page, file: Path, title: str = "Fourteen nights") -> None:
    page.get_by_label("Title").fill(title)
    page.get_by_label(FILE).set_input_files(file)
    page.get_by_label("How many voices?").select_option("2")
    page.get_by_role("button", name="Begin the story").click()


def half_sent(by: User, file: Path) -> Upload:
    """What a tab that was closed half way leaves on the server."""
    story = stories.begin_story(by, {"title": "Fourteen nights"})
    upload = recordings.begin_upload(story, file.name, SIZE, by=by)
    with file.open("rb") as whole:
        return recordings.take_piece(upload, 0, BytesIO(whole.read(SIZE * 6 // 10)))


def work(network: Network) -> None:  # noqa: F811
    done: subprocess.CompletedProcess[str] = network.run("worker", "--once")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.engine
def test_a_phone_carries_on_where_it_was_closed(network, visit, ada, chat, violations):  # noqa: F811
    upload = half_sent(ada, chat)

    page = visit("/my-stories/", user=ada, **PHONE)
    here = f"{100 * upload.offset // SIZE} % of “chat.wav” is here. Choose the same file again to carry on."
    expect(page.get_by_text(here)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Fourteen nights").click()
    page.locator("resumable-upload:defined").wait_for()  # before that the form sends the whole file
    page.get_by_label(FILE).set_input_files(chat)
    with page.expect_request(lambda asked: asked.method == "PATCH") as first:
        page.get_by_role("button", name="Carry on sending").click()
    assert int(first.value.all_headers()["upload-offset"]) == upload.offset
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    assert place_of(Recording.objects.get().path).read_bytes() == chat.read_bytes()

    work(network)
    expect(page.get_by_text("Written down.")).to_be_visible()
    page.get_by_label("Name of speaker 1").fill("Ada")
    page.get_by_role("button", name="Save").click()
    assert violations(page) == []
    told = Story.objects.get()
    teller = record_storyteller(told, "Ada", by=ada)
    sign_off(teller, "in-person", hand=Hand(ada), note="At her kitchen table")
    page.get_by_role("link", name="Check and publish").click()
    assert violations(page) == []
    page.get_by_role("link", name=re.compile("nobody’s")).click()
    for voice in page.get_by_role("combobox").all():
        voice.select_option("Somebody named here: the machine took one voice for two")
    assert violations(page) == []
    page.get_by_role("button", name="Keep the reasons").click()
    page.get_by_role("link", name="On to publishing").click()
    page.get_by_role("button", name="Publish this story").click()
    expect(page.get_by_text("Your story is published.")).to_be_visible()
    expect(visit("/stories/fourteen-nights/").get_by_text("Ada").first).to_be_visible()


def test_when_the_connection_is_back_sending_goes_on_by_itself(visit, ada, chat, violations):
    page = visit("/tell/", user=ada, **PHONE)
    page.route(re.compile("/uploads/.+"), lambda route: route.abort("connectionreset"))
    begin(page, chat)
    expect(page.get_by_text("The connection broke off.").first).to_be_visible()
    expect(page).to_have_url(re.compile("/stories/fourteen-nights/edit/$"))
    assert violations(page) == []
    page.unroute_all()
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    assert Recording.objects.get().size == SIZE


@pytest.mark.doors("uploads")
def test_it_can_be_paused_and_carried_on(visit, ada, chat):
    page = visit("/tell/", user=ada)
    page.route(re.compile("/uploads/.+"), lambda route: None if route.request.method == "PATCH" else route.continue_())
    begin(page, chat)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused.").first).to_be_visible()
    expect(page.get_by_role("button", name="Carry on")).to_be_focused()
    names = page.get_by_role("link", name="Meanwhile: which names are said in it?")
    expect(names).to_have_attribute("href", "/stories/fourteen-nights/names/")
    page.unroute_all()
    page.get_by_role("button", name="Carry on").click()
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    assert Recording.objects.get().size == chat.stat().st_size


def test_another_file_is_not_glued_to_what_is_here(visit, ada, chat, tmp_path):
    half_sent(ada, chat)

    page = visit("/stories/fourteen-nights/edit/", user=ada)
    page.get_by_label(FILE).set_input_files(SPEECH)
    page.get_by_role("button", name="Carry on sending").click()
    said = (
        "“two_voices.opus” is not the file that is partly here. "
        "Choose “chat.wav” to carry on with it, or begin again with this one."
    )
    expect(page.get_by_text(said).first).to_be_visible()
    assert Upload.objects.get().filename == "chat.wav"
    page.get_by_role("button", name="Begin again with this file").click()
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    assert place_of(Recording.objects.get().path).read_bytes() == SPEECH.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", b"notes", "“notes.txt” is not a kind of recording that can be used here."),
        ("empty.mp3", b"", "“empty.mp3” is empty."),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_sent(visit, ada, tmp_path, name, content, said):
    file = tmp_path / name
    file.write_bytes(content)
    page = visit("/tell/", user=ada)
    begin(page, file)
    expect(page.locator("[data-upload-error]")).to_contain_text(said)
    expect(page.get_by_label(FILE)).to_be_focused()
    assert not Story.objects.exists()


def test_a_keyboard_is_enough(visit, ada):
    page = visit("/tell/", user=ada)
    page.on("filechooser", lambda _: None)  # asked for here, it is caught for sure by the time that Enter is pressed
    page.get_by_label("Title").focus()
    page.keyboard.type("Fourteen nights")
    tab_to(page, page.get_by_label(FILE))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(SPEECH)
    tab_to(page, page.get_by_role("button", name="Begin the story"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()


def tab_to(page, target):
    """A few presses of Tab lead there."""
    for _ in range(8):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return
    expect(target).to_be_focused()


@pytest.mark.doors("tell")
def test_without_javascript_the_file_comes_with_the_form(visit, ada):
    page = visit("/tell/", user=ada, java_script_enabled=False, **PHONE)
    begin(page, SPEECH)
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    assert place_of(Recording.objects.get().path).read_bytes() == SPEECH.read_bytes()
    page.get_by_role("link", name="See how far it is now").click()
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()


def test_what_was_typed_is_not_lost_when_the_words_are_there(visit, ada, story):
    """The page would show more if it were loaded again, but only the reporter may do so then."""
    from heard.apps.transcribing.models import Job

    told = story(published=False)
    Recording.objects.create(story=told, path="x", filename="chat.mp3", size=1)
    job = Job.objects.create(story=told, state="running", stage="words", share=0.5)
    page = visit(f"/stories/{told.slug}/edit/", user=ada)
    expect(page.get_by_text("Writing down the words").first).to_be_visible()
    page.get_by_label("Place").fill("Glenfield")
    job.state = "done"
    job.save()
    expect(page.get_by_role("link", name="Show the words")).to_be_visible()
    expect(page.get_by_label("Place")).to_have_value("Glenfield")


@pytest.mark.parametrize("screen", [PHONE, {}], ids=["phone", "desk"])
def test_the_pages_of_a_reporter_are_open_to_everybody(visit, ada, story, violations, screen):
    told = story(published=False)
    for path in ("/tell/", "/my-stories/", f"/stories/{told.slug}/edit/", f"/stories/{told.slug}/publish/"):
        page = visit(path, user=ada, **screen)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


SEND = """({ endpoint, story, token }) => new Promise((done) => {
  const file = new File([new Uint8Array(300_000).fill(7)], "Gespräch 1.wav");
  const upload = new tus.Upload(file, {
    endpoint, chunkSize: 100_000, overridePatchMethod: true, retryDelays: null,
    metadata: { story, filename: file.name }, headers: { "X-CSRFToken": token, Accept: "application/json" },
    onSuccess: () => done(["done", upload.url]), onError: (error) => done(["error", String(error)]),
  });
  upload.start();
})"""


def test_tus_js_client_sends_where_no_patch_gets_through(visit, ada):
    """As on networks whose proxies let nothing but GET and POST pass."""
    story = stories.begin_story(ada, {"title": "Fourteen nights"})
    page = visit("/tell/", user=ada)
    methods = []
    page.on("request", lambda request: "/uploads/" in request.url and methods.append(request.method))
    page.add_script_tag(url=static("vendor/tus.min.js"))
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    said, _ = page.evaluate(SEND, {"endpoint": "/uploads/", "story": story.slug, "token": token})
    assert (said, set(methods)) == ("done", {"POST"})
    recording = Recording.objects.get()
    assert (recording.filename, recording.size) == ("Gespräch 1.wav", 300_000)
