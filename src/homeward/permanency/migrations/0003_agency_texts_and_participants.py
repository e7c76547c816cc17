"""The agency's own texts by version, and who sits at a consultation by a seat."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("permanency", "0002_permanency_consultations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="convened_as",
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("effective_from", models.DateField()),
                ("values", models.JSONField()),
                ("why", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "number"),
                "constraints": [models.UniqueConstraint(fields=("kind", "number"), name="content_version_number")],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("row", models.CharField(max_length=20)),
                ("seat", models.CharField(max_length=40)),
                ("eligible_because", models.TextField(blank=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="permanency.consultation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "row"), name="participant_of_row"),
                    models.UniqueConstraint(fields=("consultation", "person"), name="participant_once"),
                ],
            },
        ),
    ]
