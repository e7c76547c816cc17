"""Extracts, differences to settle, and whom extracts name."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casefile", "0001_initial"),
        ("workforce", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Extract",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("called", models.CharField(max_length=200)),
                ("sent_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be checked"),
                            ("checking", "being checked"),
                            ("unreadable", "can not be used"),
                            ("checked", "checked: confirm or discard it"),
                            ("confirmed", "waiting to be imported"),
                            ("importing", "being imported"),
                            ("imported", "imported"),
                            ("discarded", "discarded"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("fault_count", models.PositiveIntegerField(default=0)),
                ("faults", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("rows_of_nobody", models.PositiveIntegerField(default=0)),
                ("untouched", models.JSONField(default=list)),
                ("untouched_count", models.PositiveIntegerField(default=0)),
                ("imported_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extracts", to="workforce.agency"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-sent_at",),
            },
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("recorded", models.JSONField(default=dict)),
                ("in_extract", models.JSONField(default=dict)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "what was typed is right"),
                            ("take", "the extract is right"),
                            ("gone", "there is no difference any more"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="casefile.child"
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.episode"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.event"
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.placement",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "extract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="extracts.extract"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "column",
                    models.CharField(
                        choices=[
                            ("agency", "agency"),
                            ("unit", "unit"),
                            ("ongoing_case_manager", "ongoing case manager"),
                            ("supervisor", "supervisor"),
                            ("permanency_consultant", "permanency consultant"),
                        ],
                        max_length=40,
                    ),
                ),
                ("identifier", models.CharField(blank=True, max_length=200)),
                ("is_known", models.BooleanField(default=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="casefile.child"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="extract",
            index=models.Index(fields=["agency", "sent_at"], name="extract_of_agency"),
        ),
        migrations.AddIndex(
            model_name="difference",
            index=models.Index(fields=["child", "settled_at"], name="difference_of_child"),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(fields=["is_known", "column", "identifier"], name="mention_by_identifier"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("child", "column"), name="mention_of_child"),
        ),
    ]
