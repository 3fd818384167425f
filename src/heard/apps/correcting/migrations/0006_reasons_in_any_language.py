"""A reason that is chosen from the list, or that helpers agreed, is kept as a sentence without its values, and the values
beside it. Reasons from before have none, and stay as they were written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("correcting", "0005_tally")]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="reason_values",
            field=models.JSONField(
                blank=True,
                help_text="of a sentence of Heard's; none: people's own words",
                null=True,
            ),
        ),
    ]
