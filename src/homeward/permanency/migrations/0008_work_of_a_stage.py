"""What was done for what a stage of the permanency framework asks."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0002_tribal_affiliation"),
        ("permanency", "0007_corrections_when_following_up"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StageWork",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("is_withdrawal", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True)),
                ("token", models.UUIDField(unique=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("stage_setting", "Stage setting"),
                            ("preparation", "Preparation"),
                            ("focused_services", "Focused services"),
                        ],
                        max_length=30,
                    ),
                ),
                ("asked", models.CharField(max_length=40)),
                ("what", models.TextField()),
                ("who", models.CharField(blank=True, max_length=200)),
                ("evidence", models.TextField(blank=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="casefile.child"
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="permanency.stagework",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "work of a stage",
                "verbose_name_plural": "works of a stage",
            },
        ),
    ]
