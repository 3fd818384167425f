"""What was written past a form is made to fit the rules that the database keeps from the next migration on. Nobody gets a
story by it who did not have it before."""

from typing import Any

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Length, Substr

LONGEST = {
    "Story": {"title": 160, "summary": 1000, "place": 120, "content_note": 300},
    "Theme": {"name": 60},
    "Voice": {"name": 80},
    "StoryPerson": {"name": 80},
    "PersonContact": {"real_name": 120, "reach_at": 200, "guardian_name": 120, "guardian_at": 200},
}
REACHES = ("only-us", "named", "group", "members", "everyone")


def fit(apps: Any, schema_editor: Any) -> None:
    for name, fields in LONGEST.items():
        for field, longest in fields.items():
            long = apps.get_model("telling", name).objects.annotate(letters=Length(field)).filter(letters__gt=longest)
            long.update(**{field: Substr(field, 1, longest)})
    stories, people = (apps.get_model("telling", name).objects for name in ("Story", "StoryPerson"))
    stories.filter(title="").exclude(state="erased").update(title="Untitled")
    apps.get_model("telling", "Theme").objects.filter(name="").delete()
    stories.filter(closes_on__lt=F("opens_on")).update(closes_on=None, reach="only-us")
    stories.exclude(reach__in=REACHES).update(reach="only-us")
    people.filter(name="").update(name="Somebody")
    people.annotate(letters=Length("voice")).filter(letters__gt=8).update(voice="")
    _one_person_an_account(people)


def _one_person_an_account(people: Any) -> None:
    """Whoever was named first keeps it."""
    seen = set()
    for row in people.exclude(account=None).order_by("pk"):
        if (row.story_id, row.account_id) in seen:
            people.filter(pk=row.pk).update(account=None)
        seen.add((row.story_id, row.account_id))


class Migration(migrations.Migration):
    dependencies = [("telling", "0012_indexes")]
    operations = [migrations.RunPython(fit, migrations.RunPython.noop)]
