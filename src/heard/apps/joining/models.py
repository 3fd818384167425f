"""People with an account. The name to show and the private address are kept apart in every template."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from heard.core.permissions import Person, Role


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
    name = models.CharField(_("name to show"), max_length=80, help_text=_("Any name you like. A pseudonym is fine."))
    slug = models.SlugField(unique=True, max_length=90, editable=False)
    role = models.CharField(
        _("role"), max_length=10, choices=[(role.value, role.value) for role in Role], default=Role.VISITOR
    )
    about = models.TextField(_("a few words about you"), blank=True, max_length=1000)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or str(_("Somebody"))

    def save(self, *args: Any, **options: Any) -> None:
        if not self.slug:
            self.slug = _free_slug(self.name)
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

    def as_person(self) -> Person:
        return Person(self.pk, Role(self.role))


class Group(models.Model):
    """People who belong together: a project, a ward's patients, an organisation. People may belong to several."""

    class Kind(models.TextChoices):
        GROUP = "group", _("group")
        ORGANISATION = "organisation", _("organisation")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.GROUP)
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(unique=True, max_length=90)
    about = models.TextField(_("what it is for"), blank=True, max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That somebody belongs to a group, from `joined_at` until `left_at`. Former members keep their row."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    leads = models.BooleanField(_("may invite and remove members"), default=False)
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


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:80] or "reporter"
    slug, number = wanted, 1
    while User.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
