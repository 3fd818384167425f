"""What was written past a form is made to fit the rules that the database keeps from the next migration on."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Length, Substr

LONGEST = {
    "Group": {"name": 80, "about": 1000},
    "PrivateDetails": {"real_name": 120, "phone": 40, "contact": 500, "support": 500},
}


def fit(apps: Any, schema_editor: Any) -> None:
    for name, fields in LONGEST.items():
        table = apps.get_model("joining", name)
        for field, longest in fields.items():
            long = table.objects.annotate(letters=Length(field)).filter(letters__gt=longest)
            long.update(**{field: Substr(field, 1, longest)})
    for group in apps.get_model("joining", "Group").objects.filter(name=""):
        group.name = group.slug
        group.save()


class Migration(migrations.Migration):
    dependencies = [("joining", "0006_cancelled")]
    operations = [migrations.RunPython(fit, migrations.RunPython.noop)]
