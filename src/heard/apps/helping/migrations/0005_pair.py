"""A learnt pair is called so everywhere. The triggers that still say "rule" go; those of places.py come afterwards."""

from django.db import migrations, models


def take_old_triggers(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            cursor.execute(r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rule\_places\_%' ESCAPE '\'")
            for [name] in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(r"SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'rule\_places\_%'")
            for [function] in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION {function} CASCADE")


class Migration(migrations.Migration):
    dependencies = [("helping", "0004_places")]

    operations = [
        migrations.RunPython(take_old_triggers, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="proposal", name="places_of_a_rule"),
        migrations.RemoveIndex(model_name="rule", name="rules_first"),
        migrations.RemoveIndex(model_name="rule", name="rules_by_meaning"),
        migrations.RemoveConstraint(model_name="rule", name="one_rule_a_pair"),
        migrations.RenameModel(old_name="Rule", new_name="Pair"),
        migrations.RenameField(model_name="proposal", old_name="rule", new_name="pair"),
        migrations.RenameField(model_name="lesson", old_name="rules", new_name="pairs"),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.UniqueConstraint(fields=("heard_key", "meant_key"), name="pairs_once"),
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(fields=["-waiting_anywhere", "-offered_anywhere", "heard_key"], name="pairs_first"),
        ),
        migrations.AddIndex(model_name="pair", index=models.Index(fields=["meant_key"], name="pairs_by_meaning")),
        migrations.AddIndex(
            model_name="proposal", index=models.Index(fields=["pair", "state", "story"], name="places_of_a_pair")
        ),
    ]
