"""Say what the network is to be like, and send its logo. The worker makes what is shown of that."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from heard.apps.furnishing.models import Logo
from heard.apps.furnishing.models import Network as Row
from heard.apps.furnishing.queries import as_kept, may_begin
from heard.apps.joining.actions.sent import faults_of, forget_on_commit, still, take_in
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.core.errors import NotAllowed, refuse
from heard.core.people.fields import choice_faults
from heard.core.people.network import Network, network_faults
from heard.core.people.permissions import Right, Role, check
from heard.web.network import changed

FOLDER = "network"
"""Of logos, under MEDIA_ROOT."""


def furnish(said: Network, *, by: User) -> None:
    """All of it, in place of what was said before. Raises BadInput for what cannot be. Every process knows it from the
    next page on."""
    check(person(by), Right.RUN)
    refuse(network_faults(said))
    with transaction.atomic():
        _keep(said, by)
        transaction.on_commit(changed)
    changed()


def _keep(said: Network, by: User) -> None:
    row, _made = Row.objects.select_for_update().get_or_create(pk=1)
    others = {name: value for name, value in as_kept(said).items() if getattr(row, name) != value}
    for name, value in others.items():
        setattr(row, name, value)
    row.save()
    journal.write("network furnished", about=row, by=by, what=sorted(others))


@transaction.atomic
def begin(secret: str, *, email: str, name: str, password: str) -> User:
    """The first host. The secret is good for one of them. Raises NotAllowed for whoever was not told it."""
    if not may_begin(secret):
        raise NotAllowed("This network has begun already, or this is not its address to begin.", code="begun")
    host = User.objects.create_user(email, password, name=name, role=Role.HOST)
    EmailAddress.objects.create(user=host, email=host.email, verified=True, primary=True)
    journal.write("network begun", about=host, by=host)
    transaction.on_commit(lambda: settings.BEGIN_SECRET.unlink(missing_ok=True))
    return host


@transaction.atomic
def send_logo(shade: str, file: UploadedFile[bytes], *, by: User) -> None:
    """The one before is shown until the worker has made this one. Raises BadInput for what is no picture."""
    check(person(by), Right.RUN)
    refuse([*choice_faults("shade", shade, Logo.Shade.values), *faults_of(file)])
    path = take_in(file, FOLDER)
    row, _made = Logo.objects.select_for_update().get_or_create(shade=shade)
    forget_on_commit(row.sent)
    row.sent, row.problem, row.tried_at = path, "", None
    row.save()
    journal.write("logo sent", about=row, by=by)


def keep_logo(row: Logo, made: str, size: tuple[int, int]) -> None:
    """What the worker made is shown. Nothing that was sent is kept."""
    width, height = size
    with transaction.atomic():
        is_there = still(row).update(sent="", made=made, problem="", width=width, height=height)
        forget_on_commit(*((row.sent, row.made) if is_there else (made,)))
    changed()


def drop_logo(shade: str, *, by: User) -> None:
    check(person(by), Right.RUN)
    with transaction.atomic():
        if row := Logo.objects.select_for_update().filter(shade=shade).first():
            journal.write("logo taken away", about=row, by=by)
            forget_on_commit(row.sent, row.made)
            row.delete()
    changed()
