"""How roundtables are going, counted each night by agency and month."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workforce", "0002_tribes_and_invitations"),
        ("worklists", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoundtableCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("what", models.CharField(max_length=20)),
                ("part", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.agency"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "month", "what", "part"), name="roundtable_count")
                ],
            },
        ),
    ]
