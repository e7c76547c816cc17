"""Permanency consultations: their text, action steps, systemic barriers, forms and addenda."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0002_tribal_affiliation"),
        ("permanency", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("permanency_roundtable", "permanency roundtable"),
                            ("case_consultation", "case consultation"),
                            ("concurrent_planning_meeting", "concurrent planning meeting"),
                            ("family_meeting", "family meeting"),
                            ("legal_consultation", "legal consultation"),
                            ("permanency_plan_review", "permanency plan review"),
                            ("tribal_consultation", "tribal review or consultation"),
                        ],
                        default="permanency_roundtable",
                        max_length=40,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "begun_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ongoing_case_manager", "ongoing case manager"),
                            ("supervisor", "supervisor"),
                            ("permanency_consultant", "permanency consultant"),
                            ("facilitator", "facilitator"),
                            ("external_consultant", "external consultant"),
                            ("quality_staff", "quality staff"),
                            ("administrator", "administrator"),
                            ("learner", "learner"),
                            ("coach", "coach"),
                            ("tribal_guest", "tribal guest"),
                        ],
                        max_length=40,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                ("why_called_off", models.TextField(blank=True)),
                ("guide_version", models.CharField(blank=True, max_length=80)),
                ("started_at", models.DateTimeField(null=True)),
                ("snapshot", models.JSONField(default=dict)),
                ("held_at", models.DateTimeField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                ("form", models.JSONField(default=dict)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "called_off_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "completed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="permanency.consultation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addenda",
                "ordering": ("added_at",),
            },
        ),
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("row", models.CharField(max_length=20)),
                ("what", models.TextField()),
                ("who", models.CharField(max_length=200)),
                ("by_on", models.DateField(null=True)),
                ("barrier", models.CharField(blank=True, max_length=40)),
                ("overcome", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("completed", "completed"), ("eliminated", "eliminated")],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("settled_on", models.DateField(null=True)),
                (
                    "child",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.child"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="permanency.consultation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConsultationChild",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="casefile.child"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="permanency.consultation",
                    ),
                ),
                (
                    "held",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="casefile.event",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "consultation children",
            },
        ),
        migrations.CreateModel(
            name="ConsultationSave",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("changed", models.JSONField()),
                ("saved_at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="saves", to="permanency.consultation"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("consultation", "number"),
            },
        ),
        migrations.CreateModel(
            name="StepOutcome",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("completed", "completed"), ("eliminated", "eliminated")],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("why", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="permanency.actionstep"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at",),
            },
        ),
        migrations.CreateModel(
            name="SystemicBarrier",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("row", models.CharField(max_length=20)),
                ("category", models.CharField(max_length=40)),
                ("narrative", models.TextField(blank=True)),
                ("must_act", models.CharField(blank=True, max_length=200)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unit", "the unit"),
                            ("agency", "the agency"),
                            ("court", "the court"),
                            ("state", "the state"),
                            ("other", "others"),
                        ],
                        max_length=10,
                    ),
                ),
                ("resolved_on", models.DateField(null=True)),
                ("how_resolved", models.TextField(blank=True)),
                (
                    "child",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.child"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="permanency.consultation",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="actionstep",
            index=models.Index(fields=["state", "by_on"], name="step_by_day"),
        ),
        migrations.AddConstraint(
            model_name="actionstep",
            constraint=models.UniqueConstraint(fields=("consultation", "row"), name="step_of_consultation"),
        ),
        migrations.AddConstraint(
            model_name="consultationchild",
            constraint=models.UniqueConstraint(fields=("consultation", "child"), name="child_of_consultation"),
        ),
        migrations.AddConstraint(
            model_name="consultationsave",
            constraint=models.UniqueConstraint(fields=("consultation", "number"), name="save_of_consultation"),
        ),
        migrations.AddConstraint(
            model_name="systemicbarrier",
            constraint=models.UniqueConstraint(fields=("consultation", "row"), name="barrier_of_consultation"),
        ),
    ]
