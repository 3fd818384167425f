"""The recipe for nginx in the docs, word for word, in a real nginx on a port of its own."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.cast import PASSWORD
from tests.server.conftest import wait_until
from tests.server.test_listeners import SIZE, film  # noqa: F401 (a fixture)

README = Path(__file__).parents[2] / "docs/hosts/README.md"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WHOLE = """user {user};
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port};
{recipe}
  }}
}}
"""


def recipe(port: int, media: Path) -> str:
    [block] = re.findall(r"```nginx\n(.*?)```", README.read_text(), re.S)
    assert block.count("http://127.0.0.1:8000;") == 2
    return block.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace("/srv/heard/media/", f"{media}/")


@pytest.fixture
def front(network, film, free_port, settings, tmp_path, hana) -> Iterator[int]:  # noqa: F811
    """The port of an nginx before a network."""
    if NGINX is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("There is no nginx here. On Debian: apt install nginx-light")
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    ours = {"HEARD_ACCEL": "/protected/", "HEARD_TRUSTED_PROXIES": "1", "HEARD_WEB_WORKERS": "1"}
    network.start("start", PORT=str(free_port), **ours)
    folder = tmp_path / "nginx"
    folder.mkdir()
    told = {"folder": folder, "port": port, "recipe": recipe(free_port, settings.MEDIA_ROOT.resolve())}
    (folder / "nginx.conf").write_text(WHOLE.format(user=os.environ.get("USER") or "root", **told))
    wait_until(lambda: status(free_port, "/about/") == 200, "Heard answered")
    nginx = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"])
    wait_until(lambda: status(port, "/about/") == 200, "nginx passed on what Heard said")
    yield port
    nginx.terminate()
    nginx.wait(30)


def status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)
    except OSError:
        return 0


def test_pages_forms_and_sound_pass_on_any_port(front, hana):
    hana.password = Argon2PasswordHasher().encode(PASSWORD, "salt-of-a-test")  # as the site itself makes it
    hana.save()
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    site = f"http://127.0.0.1:{front}"
    page = browser.open(f"{site}/account/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    fields = urllib.parse.urlencode({"login": hana.email, "password": PASSWORD, "csrfmiddlewaretoken": token})
    sent = urllib.request.Request(f"{site}/account/login/", fields.encode(), {"Origin": site, "Referer": f"{site}/"})
    home = browser.open(sent)
    assert (home.url, "Hana Yilmaz" in home.read().decode()) == (f"{site}/", True)

    address = f"{site}/stories/fourteen-nights/media/video.mp4"
    part = browser.open(urllib.request.Request(address, headers={"Range": "bytes=10-29"}))
    assert (part.status, part.headers["Content-Range"]) == (206, f"bytes 10-29/{SIZE}")
    assert part.headers["Content-Type"] == "video/mp4"
    assert len(browser.open(address).read()) == SIZE
    assert status(front, "/protected/film/video.mp4") == 404  # only when Heard says so
