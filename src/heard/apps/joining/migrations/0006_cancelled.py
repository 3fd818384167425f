
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joining', '0005_log_in'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invitation',
            name='ended_at',
            field=models.DateTimeField(blank=True, help_text='when it was used up or cancelled', null=True),
        ),
    ]
