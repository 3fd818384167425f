import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("telling", "0003_consent"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name="recording",
            name="hides",
            field=models.CharField(
                blank=True, default="", help_text="what of it is hidden (key_of in core)", max_length=16
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="rendition",
            name="hides",
            field=models.CharField(blank=True, default="", help_text="what was hidden when it was made", max_length=16),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="HiddenSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.FloatField(help_text="seconds")),
                ("end", models.FloatField(help_text="seconds")),
                ("first", models.CharField(blank=True, max_length=24)),
                ("last", models.CharField(blank=True, max_length=24)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("names", "it names somebody"),
                            ("private", "it is too private"),
                            ("harm", "it could harm somebody"),
                            ("other", "something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hidden_spans", to="telling.story"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("start", "id")},
        ),
    ]
