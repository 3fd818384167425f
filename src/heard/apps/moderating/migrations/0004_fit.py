"""What was written past a form is made to fit the rules that the database keeps from the next migration on."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Length, Substr

LONGEST = {"Referral": {"name": 120, "organisation": 120}, "SavedReply": {"title": 80, "text": 1000}}


def fit(apps: Any, schema_editor: Any) -> None:
    for name, fields in LONGEST.items():
        table = apps.get_model("moderating", name)
        for field, longest in fields.items():
            table.objects.filter(**{field: ""}).update(**{field: "–"})
            long = table.objects.annotate(letters=Length(field)).filter(letters__gt=longest)
            long.update(**{field: Substr(field, 1, longest)})


class Migration(migrations.Migration):
    dependencies = [("moderating", "0003_cases")]
    operations = [migrations.RunPython(fit, migrations.RunPython.noop)]
