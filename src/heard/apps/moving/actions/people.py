"""Take in the people with an account, and the organisations. Who came without an e-mail address cannot sign in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import get_random_string

from heard.apps.joining.actions.groups import make_group
from heard.apps.joining.models import Group, User
from heard.apps.journal import actions as journal
from heard.apps.moving.actions.taking import Run, Taken, take
from heard.core.errors import BadInput, refuse
from heard.core.moving.reading import Line
from heard.core.people.fields import PERSON, choice_faults, text_faults
from heard.core.people.permissions import Role
from heard.core.sentences import Sentence
from heard.web.slugs import free_slug

_ROLES = (Role.VISITOR, Role.HELPER, Role.REPORTER)
"""Those that a table may give. More is given on the page People."""


def take_person(run: Run, line: Line) -> None:
    take(run, line, lambda key: _person(run, line, key))


def person_called(run: Run, name: str) -> User | None:
    """Somebody who came in, by their id there; or who is here, by their e-mail address. Raises BadInput for nobody."""
    if not name:
        return None
    key = run.key_of("people", name)
    found = User.objects.filter(pk=key) if key else User.objects.filter(email=name.lower())
    if user := found.first():
        return user
    raise BadInput("Nobody in the table “people” has the id “%(name)s”.", code="no-person", name=name)


def _person(run: Run, line: Line, key: int | None) -> Taken:
    facts = {"name": line["name"], "about": line["about"]}
    role = line["role"].casefold() or Role.REPORTER.value
    refuse([*text_faults(facts, PERSON), *choice_faults("role", role, [one.value for one in _ROLES])])
    email = _email(line["email"])
    known = User.objects.filter(pk=key or 0).first() or (User.objects.filter(email=email).first() if email else None)
    if known:
        said = Sentence("They have an account here already, which stays as it is.")
        return Taken(known.pk, notes=[str(said)])
    user = _new(line, facts, email, role)
    journal.write("person moved in", about=user, by=run.by)
    notes = [] if email else [str(Sentence("They have no e-mail address, so nobody can log in as them."))]
    return Taken(user.pk, notes=notes)


def _new(line: Line, facts: dict[str, str], email: str, role: str) -> User:
    user = User(email=email or f"moved-{get_random_string(16).lower()}@moved.invalid", role=role, **facts)
    user.slug = free_slug(line.key, User.objects.all(), usual="reporter")
    user.is_active = bool(email)
    user.set_unusable_password()
    user.save()
    return user


def _email(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise BadInput("“%(text)s” is no e-mail address.", code="no-email", field="email", text=text[:60]) from None
    return text.lower()


def take_organisation(run: Run, line: Line) -> None:
    take(run, line, lambda key: _organisation(run, line, key))


def _organisation(run: Run, line: Line, key: int | None) -> Taken:
    known = Group.objects.filter(pk=key or 0).first() or Group.objects.filter(name=line["name"]).first()
    if known:
        return Taken(known.pk, notes=[str(Sentence("It is here already, and stays as it is."))])
    facts = {name: line[name] for name in ("name", "about", "website")}
    group = Group(kind=Group.Kind.ORGANISATION, is_public=True, **facts)
    make_group(group, by=run.by)
    Group.objects.filter(pk=group.pk).update(
        slug=free_slug(line.key, Group.objects.exclude(pk=group.pk), usual="group")
    )
    return Taken(group.pk)
