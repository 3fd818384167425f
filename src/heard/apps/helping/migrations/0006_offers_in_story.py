"""The offers of one story in their order: SQLite went through those of all stories, in which it finds the order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helping", "0005_pair")]

    operations = [
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["story", "state", "-score", "id"], name="offers_in_story"),
        )
    ]
