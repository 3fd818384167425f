"""Make a webhook, end one, note what it is to be told and what became of that."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.connecting.models import Announced, Delivery, Webhook
from heard.apps.connecting.queries.webhooks import AT_ONCE, Happened, happened_since, known_now, seen_now
from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.core.errors import TooMany, refuse
from heard.core.people.permissions import Right, check
from heard.core.people.webhooks import AGAIN, MOST, Event, address_faults, secret_of


@transaction.atomic
def make_webhook(address: str, *, by: User) -> Webhook:
    """It hears of what happens from now on; what is there already it finds by the API. Raises BadInput, and TooMany."""
    check(by.as_person(), Right.RUN)
    refuse(address_faults(address, on_trial=settings.DEBUG))
    if Webhook.objects.count() >= MOST:
        raise TooMany(_("There are %(most)d already. Please end one of them first.") % {"most": MOST})
    row = Webhook.objects.create(
        address=address, secret=secret_of(secrets.token_bytes(32)), by=by, seen=seen_now(), seen_at=timezone.now()
    )
    known = (
        Announced(webhook=row, key=key, slug=slug, stamp=stamp, changed_at=at) for key, slug, stamp, at in known_now()
    )
    Announced.objects.bulk_create(known, batch_size=1000)
    journal.write("webhook made", about=row, by=by)
    return row


@transaction.atomic
def end_webhook(row: Webhook, *, by: User) -> None:
    check(by.as_person(), Right.RUN)
    journal.write("webhook ended", about=row, by=by)
    row.delete()


def send_test(row: Webhook, *, by: User) -> None:
    """It also is a try of what waits: at once, whatever failed before."""
    check(by.as_person(), Right.RUN)
    now = timezone.now()
    row.deliveries.update(next_at=now)
    Delivery.objects.create(webhook=row, event=Event.TEST, at=now, next_at=now)


@transaction.atomic
def note_events(row: Webhook) -> None:
    """What happened since it was told last, to be sent. What is still to be sent of a story is not noted twice."""
    row = Webhook.objects.select_for_update().get(pk=row.pk)
    now, seen = timezone.now(), seen_now()
    happened = list(happened_since(row, seen))
    _keep(row, happened)
    waiting = set(row.deliveries.filter(event=Event.CHANGED, tries=0).values_list("slug", flat=True))
    Delivery.objects.bulk_create(
        Delivery(webhook=row, event=one.event, slug=one.slug, at=now, next_at=now)
        for one in happened
        if not (one.event is Event.CHANGED and one.slug in waiting)
    )
    counted = Counter(one.event for one in happened)
    is_all = max(counted[Event.PUBLISHED], counted[Event.WITHDRAWN]) < AT_ONCE
    Webhook.objects.filter(pk=row.pk).update(seen=seen if is_all else row.seen, seen_at=now)


def _keep(row: Webhook, happened: list[Happened]) -> None:
    """What it has been told of from now on."""
    gone = [one.key for one in happened if one.event is Event.WITHDRAWN]
    row.announced.filter(key__in=gone).delete()
    Announced.objects.bulk_create(
        (
            Announced(webhook=row, key=one.key, slug=one.slug, stamp=one.stamp, changed_at=one.changed_at)
            for one in happened
            if one.event is not Event.WITHDRAWN
        ),
        update_conflicts=True,
        unique_fields=["webhook", "key"],
        update_fields=["slug", "stamp", "changed_at"],
    )


@transaction.atomic
def note_arrived(row: Delivery) -> None:
    Webhook.objects.filter(pk=row.webhook_id).update(arrived_at=timezone.now(), problem="")
    row.delete()


@transaction.atomic
def note_failed(row: Delivery, problem: str) -> None:
    """It is tried again later, and given up in the end. `problem` is a sentence in English, translated when it is
    read."""
    row.tries += 1
    webhook = Webhook.objects.select_for_update().get(pk=row.webhook_id)
    webhook.problem = problem
    if row.tries > len(AGAIN):
        webhook.given_up += 1
        row.delete()
    else:
        row.next_at = timezone.now() + timedelta(seconds=AGAIN[row.tries - 1])
        row.save(update_fields=["tries", "next_at"])
    webhook.save(update_fields=["problem", "given_up"])
