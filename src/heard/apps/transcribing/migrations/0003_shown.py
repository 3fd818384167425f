from django.db import migrations, models
from django.db.models import F


def show_everything(apps, schema_editor):
    """Nothing was hidden before there was a way to hide."""
    apps.get_model("transcribing", "Transcript").objects.update(shown=F("document"))


class Migration(migrations.Migration):
    dependencies = [("transcribing", "0002_trust"), ("telling", "0004_hidden")]

    operations = [
        migrations.AddField(
            model_name="transcript", name="shown", field=models.JSONField(default=dict), preserve_default=False
        ),
        migrations.RunPython(show_everything, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="job",
            name="remake",
            field=models.BooleanField(default=False, help_text="only the sound, without what is hidden by now"),
        ),
    ]
