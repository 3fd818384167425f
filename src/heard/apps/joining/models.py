"""People with an account, and where they belong. The name to show, and the private address, real name and contact,
are kept in tables apart: a page has to ask for the private ones by name."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.core.people.fields import GROUP, PERSON, PRIVATE
from heard.core.people.permissions import Person, Role
from heard.core.people.pictures import PORTRAIT
from heard.web.slugs import free_slug

ROLES = [
    (Role.VISITOR.value, _("visitor")),
    (Role.HELPER.value, _("helper")),
    (Role.REPORTER.value, _("reporter")),
    (Role.EDITOR.value, _("editor")),
    (Role.MODERATOR.value, _("moderator")),
    (Role.HOST.value, _("host")),
]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, role=Role.HOST, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(
        _("name to show"), max_length=PERSON["name"].longest, help_text=_("Any name you like. A pseudonym is fine.")
    )
    slug = models.SlugField(unique=True, max_length=90, editable=False)
    role = models.CharField(_("role"), max_length=10, choices=ROLES, default=Role.VISITOR)
    about = models.TextField(_("a few words about you"), blank=True, max_length=PERSON["about"].longest)
    is_thanked = models.BooleanField(_("Thank me by name beside stories that I helped to put right"), default=False)
    is_active = models.BooleanField(_("may log in"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True, help_text="when they left; nothing of them is kept since")

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or str(_("Somebody"))

    def get_full_name(self) -> str:
        """How Django, and what is built on it, call somebody: by the name to show, never by their address."""
        return str(self)

    get_short_name = get_full_name

    def save(self, *args: Any, **options: Any) -> None:
        if not self.slug:
            self.slug = slug_of_person(self.name)
        super().save(*args, **options)

    @property
    def is_staff(self) -> bool:
        """Only the host sees Django's own admin pages."""
        return self.role == Role.HOST

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """In the admin pages the host may do everything, and nobody else anything."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    @cached_property
    def is_trained(self) -> bool:
        """Whether they may tell stories as far as training goes. Asks the database only where the host asks for it."""
        if not settings.HEARD["HEARD_TRAINING"].required or Role(self.role).rank < Role.REPORTER.rank:
            return True
        return Training.in_force().filter(person=self, kind=Training.Kind.RESPONSIBLE_STORYTELLING).exists()

    def as_person(self) -> Person:
        return Person(self.pk, Role(self.role), trained=self.is_trained)


class PrivateDetails(models.Model):
    """What only the person and the host see. Each look by another is a line in the journal."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="private")
    real_name = models.CharField(_("real name"), max_length=PRIVATE["real_name"].longest, blank=True)
    phone = models.CharField(_("telephone number"), max_length=PRIVATE["phone"].longest, blank=True)
    contact = models.TextField(_("other ways to reach you"), blank=True, max_length=PRIVATE["contact"].longest)
    support = models.TextField(
        _("what helps you to take part"),
        blank=True,
        max_length=PRIVATE["support"].longest,
        help_text=_("For example: large print, somebody to sit with, a call in place of an e-mail."),
    )

    class Meta:
        verbose_name_plural = "private details"
        constraints = (kept_as("private_texts", PRIVATE),)

    def __str__(self) -> str:
        return f"private details of person {self.person_id}"


class Portrait(models.Model):
    """Somebody's picture. What was sent is never served: the worker makes a small one of it and throws it away.
    Paths are under MEDIA_ROOT; `made` is empty until there is one to show."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="portrait")
    sent = models.CharField(max_length=200, blank=True)
    made = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=200, blank=True, help_text="why nothing could be made of what was sent")
    sent_at = models.DateTimeField(auto_now=True)
    described = models.CharField(
        _("What is to be seen in it?"),
        max_length=PORTRAIT["described"].longest,
        blank=True,
        help_text=_("For people who cannot see it, in a sentence: “Ada in a yellow coat, laughing.”"),
    )

    class Meta:
        constraints = (kept_as("portrait_texts", PORTRAIT),)

    def __str__(self) -> str:
        return f"picture of {self.person}"


class Training(models.Model):
    """That somebody did a training, here or elsewhere. `recorded_by` is empty for a course that was done here."""

    class Kind(models.TextChoices):
        RESPONSIBLE_STORYTELLING = "responsible-storytelling", _("Responsible storytelling")
        COMMUNITY_REPORTER = "community-reporter", _("Community reporter training")
        SAFEGUARDING = "safeguarding", _("Safeguarding")
        CURATING = "curating", _("Story curation")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(_("training"), max_length=30, choices=Kind.choices)
    completed_at = models.DateField(_("done on"))
    expires_at = models.DateField(_("valid until"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-completed_at", "-id")

    def __str__(self) -> str:
        return self.get_kind_display()

    @staticmethod
    def in_force() -> models.QuerySet[Training]:
        today = timezone.localdate()
        return Training.objects.filter(
            models.Q(expires_at=None) | models.Q(expires_at__gte=today), completed_at__lte=today
        )


class Group(models.Model):
    """People who belong together: a project, a ward's patients, an organisation. People may belong to several. That it
    exists is told to its members alone, unless an editor gives it a page for everybody (`is_public`)."""

    class Kind(models.TextChoices):
        GROUP = "group", _("group")
        ORGANISATION = "organisation", _("organisation")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.GROUP)
    name = models.CharField(_("name"), max_length=GROUP["name"].longest, unique=True)
    slug = models.SlugField(unique=True, max_length=90)
    about = models.TextField(_("what it is for"), blank=True, max_length=GROUP["about"].longest)
    website = models.CharField(_("website"), blank=True, max_length=GROUP["website"].longest)
    is_public = models.BooleanField(
        _("it has a page for everybody"),
        default=False,
        help_text=_("What it is for, its website, and what was gathered with it. Who belongs stays private."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = (kept_as("group_texts", GROUP),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That somebody belongs to a group, from `joined_at` until `left_at`. Former members keep their row."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    leads = models.BooleanField(_("may invite and remove members"), default=False)
    shown = models.BooleanField(_("show this group on my page"), default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("group__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "person"), condition=models.Q(left_at=None), name="one_membership_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"


class Invitation(models.Model):
    """A link that makes an account, or adds a group or a role to one. Only a hash of its token is kept, so that
    whoever reads the database cannot use it.

    One with an e-mail address or without is used once; a standing one belongs to a group and is used by many until it
    is turned off.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=10, choices=ROLES)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    standing = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="invitations")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="when it was used up or cancelled")
    used_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None and (self.expires_at is None or self.expires_at > now)


def slug_of_person(name: str, *, of: User | None = None) -> str:
    """For the address of a page about somebody."""
    return free_slug(name, User.objects.exclude(pk=of.pk) if of else User.objects.all(), usual="reporter")
