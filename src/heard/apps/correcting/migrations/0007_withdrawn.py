
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correcting', '0006_reasons_in_any_language'),
    ]

    operations = [
        migrations.AlterField(
            model_name='correction',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('accepted', 'accepted'), ('declined', 'declined'), ('conflict', 'somebody changed the same words'), ('noted', 'noted'), ('withdrawn', 'withdrawn')], db_index=True, default='waiting', max_length=10),
        ),
    ]
