"""The first tables of the stored answers."""

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
            name="Refresh",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("as_of", models.DateField()),
                ("manual", models.CharField(max_length=80)),
                ("children", models.PositiveIntegerField()),
                ("obligations", models.PositiveIntegerField()),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "refreshes",
            },
        ),
        migrations.CreateModel(
            name="Determination",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "determination",
                    models.CharField(
                        choices=[
                            ("required", "required"),
                            ("optional", "optional"),
                            ("exempt", "exempt"),
                            ("not_yet", "not yet"),
                            ("cannot_tell", "cannot tell"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.CharField(blank=True, max_length=400)),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "achieved"),
                            ("very_good", "very good"),
                            ("good", "good"),
                            ("fair", "fair"),
                            ("poor", "poor"),
                            ("uncertain", "uncertain"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rated_on", models.DateField(null=True)),
                ("months_in_care", models.PositiveIntegerField()),
                ("care_days_in_last_22_months", models.PositiveIntegerField()),
                ("next_hearing_on", models.DateField(null=True)),
                ("window_opens_on", models.DateField(null=True)),
                ("window_closes_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.agency",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="casefile.child",
                    ),
                ),
                (
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="determination", to="casefile.episode"
                    ),
                ),
                (
                    "ongoing_case_manager",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "permanency_consultant",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["child"], name="determination_child"),
                    models.Index(fields=["ongoing_case_manager", "determination"], name="determination_case_manager"),
                    models.Index(fields=["unit", "determination"], name="determination_unit"),
                    models.Index(fields=["agency", "determination", "window_opens_on"], name="determination_agency"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("rule", models.CharField(max_length=80)),
                ("occasion", models.PositiveIntegerField()),
                ("due_was", models.DateField(null=True)),
                ("due_now", models.DateField(null=True)),
                ("moved_on", models.DateField()),
                (
                    "cause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="casefile.event",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="casefile.child",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="casefile.episode"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["child", "moved_on"], name="move_of_child")],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("rule", models.CharField(max_length=80)),
                ("occasion", models.PositiveIntegerField()),
                ("opens_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("met_on", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("met", "met"),
                            ("met_late", "met late"),
                            ("missed", "missed"),
                            ("overdue", "overdue"),
                            ("open", "open"),
                            ("upcoming", "upcoming"),
                            ("cannot_tell", "cannot tell"),
                            ("not_required", "not required"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("ongoing_case_manager", "ongoing case manager"),
                            ("supervisor", "supervisor"),
                            ("permanency_consultant", "permanency consultant"),
                        ],
                        max_length=40,
                    ),
                ),
                ("because", models.TextField()),
                ("is_open", models.BooleanField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.agency",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="casefile.child",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="casefile.episode",
                    ),
                ),
                (
                    "ongoing_case_manager",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "permanency_consultant",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["child", "is_open", "due_on"], name="obligation_child"),
                    models.Index(
                        fields=["ongoing_case_manager", "is_open", "due_on", "id"], name="obligation_case_manager"
                    ),
                    models.Index(fields=["supervisor", "is_open", "due_on", "id"], name="obligation_supervisor"),
                    models.Index(
                        fields=["permanency_consultant", "is_open", "due_on", "id"], name="obligation_consultant"
                    ),
                    models.Index(fields=["unit", "is_open", "due_on", "id"], name="obligation_unit"),
                    models.Index(fields=["agency", "is_open", "due_on", "id"], name="obligation_agency"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "rule", "occasion"), name="obligation_of_occasion")
                ],
            },
        ),
    ]
