"""What an editor made of a report can be nothing at all, which is not the same as taking it as it was sent."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def as_it_was_sent(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("correcting", "Correction").objects.filter(decided_text="").update(decided_text=None)


class Migration(migrations.Migration):
    dependencies = (("correcting", "0002_trust"),)

    operations = (
        migrations.AlterField(
            "correction",
            "decided_text",
            models.TextField(
                help_text="what the editor made of it, when adjusted; empty when they took the words out", null=True
            ),
        ),
        migrations.RunPython(as_it_was_sent, migrations.RunPython.noop),
    )
