"""Who decides about somebody's part, and until which day, in place of a tick that anybody could take away."""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import SET_NULL


def keep_in_the_ledger(apps: Any, schema_editor: Any) -> None:
    people, entries = (apps.get_model("telling", name) for name in ("StoryPerson", "DecidingEntry"))
    rows = people.objects.filter(with_guardian=True).values_list("subject", flat=True)
    entries.objects.bulk_create(entries(subject=subject, with_guardian=True) for subject in rows)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("telling", "0007_heard_nothing"),
    ]

    operations = [
        migrations.RenameField("storyperson", "under_18", "with_guardian"),
        migrations.AddField(
            model_name='personcontact',
            name='born',
            field=models.CharField(blank=True, help_text='2010, or 2010-05-03', max_length=10, verbose_name='date or year of birth'),
        ),
        migrations.AddField(
            model_name='story',
            name='sealed_as_guardian',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='storyperson',
            name='alone_from',
            field=models.DateField(blank=True, null=True, verbose_name='the day from which they decide alone'),
        ),
        migrations.AlterField(
            model_name='consententry',
            name='ruling',
            field=models.CharField(choices=[('given', 'given'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('lapsed', 'lapsed')], max_length=10),
        ),
        migrations.AlterField(
            model_name='storyperson',
            name='with_guardian',
            field=models.BooleanField(default=False, verbose_name='a parent or guardian decides too'),
        ),
        migrations.CreateModel(
            name='DecidingEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('with_guardian', models.BooleanField()),
                ('alone_from', models.DateField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'deciding entries',
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['subject', 'id'], name='deciding_latest')],
            },
        ),
        migrations.RunPython(keep_in_the_ledger, migrations.RunPython.noop),
    ]
