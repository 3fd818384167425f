"""What went wrong is kept as a sentence without its values, and the values beside it: each reader has it in their
language. Sentences from before have their values in them, and stay in English."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transcribing", "0008_one_queue")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="error_values",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="job",
            name="error_sentence",
            field=models.TextField(blank=True, help_text="in English, before the values are put in"),
        ),
    ]
