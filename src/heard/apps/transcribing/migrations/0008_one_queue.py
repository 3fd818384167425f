"""The job is its own place in line: the queue of the task library goes, with its table."""

from django.db import migrations, models


def begin_at_once(apps, schema_editor):
    """What waits held a lease on its place in that queue. What is put off keeps its date."""
    apps.get_model("transcribing", "Job").objects.filter(state="waiting", error_code="").update(lease_until=None)


class Migration(migrations.Migration):
    dependencies = [("transcribing", "0007_voice_reasons")]

    operations = [
        migrations.RemoveField(model_name="job", name="task"),
        migrations.AlterField(
            model_name="job",
            name="lease_until",
            field=models.DateTimeField(help_text="running: held until; waiting: not before", null=True),
        ),
        migrations.RunPython(begin_at_once, migrations.RunPython.noop),
        migrations.RunSQL("DROP TABLE IF EXISTS django_tasks_database_dbtaskresult", migrations.RunSQL.noop),
    ]
