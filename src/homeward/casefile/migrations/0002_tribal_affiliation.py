"""Which tribe a child is known to belong to."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0001_initial"),
        ("workforce", "0002_tribes_and_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="TribalAffiliation",
            fields=[
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "how_known",
                    models.CharField(
                        choices=[
                            ("tribe", "the tribe confirmed it"),
                            ("parent", "a parent said so"),
                            ("relative", "a relative said so"),
                            ("child", "the child said so"),
                            ("document", "a document says so"),
                            ("other", "in another way"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tribal_affiliations",
                        to="casefile.child",
                    ),
                ),
                (
                    "tribe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="affiliations", to="workforce.tribe"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="casefile_tribalaffiliation_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]
