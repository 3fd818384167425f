
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('telling', '0014_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='podcast_from',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='consententry',
            name='use',
            field=models.CharField(choices=[('publish', 'publish'), ('quote', 'quote'), ('meetings', 'meetings'), ('export', 'export'), ('podcast', 'podcast'), ('improve', 'improve')], max_length=10),
        ),
    ]
