"""How many obligations of each unit stand out, and the order by day over all units."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0001_initial"),
        ("obligations", "0001_initial"),
        ("workforce", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("overdue", models.PositiveIntegerField(default=0)),
                ("week", models.PositiveIntegerField(default=0)),
                ("cannot_tell", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "tallies",
            },
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(fields=["is_open", "due_on", "id"], name="obligation_by_day"),
        ),
        migrations.AddField(
            model_name="tally",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.agency"
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.unit"
            ),
        ),
    ]
