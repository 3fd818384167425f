"""The words stand in the paragraphs alone. They were in two documents, all of them and those that are shown, which were
written anew for each word that was put right. What is shown follows from the words and from what is hidden."""

from bisect import bisect_right

import django.db.models.deletion
from django.db import migrations, models


def divide(apps, schema_editor):
    Transcript, Paragraph = (apps.get_model("transcribing", name) for name in ("Transcript", "Paragraph"))
    for row in Transcript.objects.iterator(chunk_size=20):
        document = row.document
        for name in ("language", "duration", "engine", "speakers"):
            setattr(row, name, document[name])
        row.save(update_fields=["language", "duration", "engine", "speakers"])
        Paragraph.objects.bulk_create(Paragraph(story_id=row.story_id, **facts) for facts in _paragraphs(document))


def _paragraphs(document):
    """Neighbouring paragraphs with one number are one."""
    places = {word["id"]: place for place, word in enumerate(document["words"])}
    ends = [places[paragraph["last"]] for paragraph in document["paragraphs"]]
    numbers = [paragraph.get("number", at) for at, paragraph in enumerate(document["paragraphs"])]
    made = []
    for place, word in enumerate(document["words"]):
        number = numbers[bisect_right(ends, place - 1)]
        if not made or made[-1]["number"] != number:
            made.append({"number": number, "start": word["start"], "ids": " ", "words": []})
        made[-1]["ids"] += f"{word['id']} "
        made[-1]["words"].append(_packed(word))
    return made


def _packed(word):
    data = [word[name] for name in ("id", "text", "start", "end", "speaker", "confidence", "source")]
    extra = [word.get("heard"), word.get("evidence")]
    return data if extra == [None, None] else data + extra


class Migration(migrations.Migration):
    dependencies = [("transcribing", "0009_errors_in_any_language")]

    operations = [
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="as its words have it")),
                ("start", models.FloatField(help_text="seconds")),
                ("ids", models.TextField()),
                ("words", models.JSONField(help_text="core/formats/packed.py")),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paragraphs", to="telling.story"
                    ),
                ),
            ],
            options={"ordering": ("story", "start")},
        ),
        *(
            migrations.AddField(model_name="transcript", name=name, field=field, preserve_default=False)
            for name, field in (
                ("language", models.CharField(max_length=40, default="en")),
                ("duration", models.FloatField(default=0, help_text="seconds")),
                ("engine", models.CharField(max_length=120, default="")),
                ("speakers", models.JSONField(default=list, help_text="the voices, as the transcript format has them")),
            )
        ),
        migrations.RunPython(divide, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="transcript", name="document"),
        migrations.RemoveField(model_name="transcript", name="shown"),
    ]
