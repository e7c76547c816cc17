"""Following up roundtables: whose step it is, checks and reviews, answers to what was raised, who took a barrier on."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0002_tribal_affiliation"),
        ("permanency", "0003_agency_texts_and_participants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="actionstep",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action_steps",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="actionstep",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ongoing_case_manager", "ongoing case manager"),
                    ("supervisor", "supervisor"),
                    ("permanency_consultant", "permanency consultant"),
                ],
                max_length=40,
            ),
        ),
        migrations.CreateModel(
            name="BarrierOwner",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owners",
                        to="permanency.systemicbarrier",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="barriers",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ("recorded_at",),
            },
        ),
        migrations.CreateModel(
            name="RaisedAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("check", "check of the steps"), ("review", "review with a new rating")],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("supervisor", "supervisor"), ("permanency_consultant", "permanency consultant")],
                        max_length=30,
                    ),
                ),
                ("did", models.TextField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raised_answers",
                        to="permanency.consultation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raised_answers",
                        to="permanency.actionstep",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "recorded_at"),
            },
        ),
        migrations.CreateModel(
            name="ReadBeforeHearing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.child"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="permanency.consultation",
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
                "verbose_name_plural": "read before hearing",
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("check", "check of the steps"), ("review", "review with a new rating")], max_length=10
                    ),
                ),
                ("support", models.TextField(blank=True)),
                ("why_not_rated", models.TextField(blank=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="permanency.consultation",
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
                "constraints": [models.UniqueConstraint(fields=("consultation", "kind"), name="follow_up_once")],
            },
        ),
    ]
