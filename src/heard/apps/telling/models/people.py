"""The people in a story, what they said to each use of it, and the links by which they come in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.apps.telling.ledger import LedgerRow
from heard.apps.telling.models.stories import Story
from heard.core.people.consent import Deciding, How, Ruling, Subject, Use
from heard.core.people.fields import CONTACT, PART


class StoryPerson(models.Model):
    """Somebody in a story, whether they have an account or not: `name` is the one to show, a pseudonym maybe.

    `subject` is who they are in the record of consent, which holds no name and stays when the story goes. Who decides
    (`with_guardian`, until the day before `alone_from`, or until somebody says when that is) is the latest row of
    `DecidingEntry`, kept here too for the one rule to ask.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="people")
    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("name to show"), max_length=PART["name"].longest, help_text=_("Any name they like. A pseudonym is fine.")
    )
    voice = models.CharField(_("which voice is it?"), max_length=PART["voice"].longest, blank=True)
    is_storyteller = models.BooleanField(_("this is their story"), default=False)
    with_guardian = models.BooleanField(_("a parent or guardian decides too"), default=False)
    alone_from = models.DateField(_("the day from which they decide alone"), null=True, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="in_stories"
    )

    class Meta:
        ordering = ("-is_storyteller", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("story", "voice"), condition=~models.Q(voice=""), name="one_person_a_voice"
            ),
            models.UniqueConstraint(
                fields=("story", "account"), condition=~models.Q(account=None), name="one_person_an_account"
            ),
            kept_as("person_in_story_texts", PART),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def deciding(self) -> Deciding:
        return Deciding(self.with_guardian, self.alone_from)

    @property
    def is_young(self) -> bool:
        """Whether a guardian decides with them today."""
        return self.deciding.is_shared(timezone.localdate())

    def as_subject(self) -> Subject:
        return Subject(str(self.subject), self.is_young)


class PersonContact(models.Model):
    """How to reach somebody in a story, and who they really are. For those who look after the story alone."""

    person = models.OneToOneField(StoryPerson, on_delete=models.CASCADE, related_name="contact")
    real_name = models.CharField(_("real name"), max_length=CONTACT["real_name"].longest, blank=True)
    reach_at = models.CharField(_("e-mail or phone"), max_length=CONTACT["reach_at"].longest, blank=True)
    guardian_name = models.CharField(
        _("name of the parent or guardian"), max_length=CONTACT["guardian_name"].longest, blank=True
    )
    guardian_at = models.CharField(
        _("e-mail or phone of the parent or guardian"), max_length=CONTACT["guardian_at"].longest, blank=True
    )
    born = models.CharField(_("date or year of birth"), max_length=10, blank=True, help_text="2010, or 2010-05-03")

    class Meta:
        constraints = (kept_as("contact_texts", CONTACT),)

    def __str__(self) -> str:
        return f"contact of {self.person_id}"


class ConsentEntry(LedgerRow):
    """One row of the ledger: that `subject` said yes or no to one use, or that their guardian did.

    `themself` says that it came from their own hand, by their account or their private link; else `by` wrote it down
    for them. `second` is where it can be heard in the recording, `paper` the path of a photo, private and gone with the
    story.
    """

    use = models.CharField(max_length=10, choices=[(use.value, use.value) for use in Use])
    ruling = models.CharField(max_length=10, choices=[(ruling.value, ruling.value) for ruling in Ruling])
    how = models.CharField(max_length=10, choices=[(how.value, how.value) for how in How], default=How.SCREEN)
    second = models.FloatField(null=True, blank=True, help_text="seconds")
    paper = models.CharField(max_length=200, blank=True)
    as_guardian = models.BooleanField(default=False)
    themself = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("subject", "use", "as_guardian", "id"), name="consent_latest"),)
        verbose_name_plural = "consent entries"

    def __str__(self) -> str:
        return f"{self.use} {self.ruling}"


class DecidingEntry(LedgerRow):
    """One row of the ledger: who decides about a part from then on. Nobody (`by`): their day had come."""

    with_guardian = models.BooleanField()
    alone_from = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("subject", "id"), name="deciding_latest"),)
        verbose_name_plural = "deciding entries"

    def __str__(self) -> str:
        return f"{self.subject}: {'with a guardian' if self.with_guardian else 'alone'}"


class SignOff(models.Model):
    """That a storyteller heard and read the story and found it good. `void` once there is something new to hear."""

    class How(models.TextChoices):
        LINK = "link", _("by their private link")
        ACCOUNT = "account", _("logged in")
        IN_PERSON = "in-person", _("in person")

    person = models.ForeignKey(StoryPerson, on_delete=models.CASCADE, related_name="sign_offs")
    how = models.CharField(max_length=10, choices=How.choices)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    void = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.person} {self.how}"


class PrivateLink(models.Model):
    """A way in for somebody without an account. Of its secret only a digest is kept, so no list of links can leak."""

    person = models.ForeignKey(StoryPerson, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    for_guardian = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def is_good(self) -> bool:
        """A guardian's ends with childhood."""
        is_due = not self.for_guardian or self.person.is_young
        return is_due and self.revoked_at is None and timezone.now() < self.expires_at
