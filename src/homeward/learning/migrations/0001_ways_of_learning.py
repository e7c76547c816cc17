"""Ways of learning: what was chosen, written, talked about, agreed and signed."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casefile", "0002_tribal_affiliation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LearningPath",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.CharField(max_length=100)),
                ("begun_on", models.DateField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "coach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coached_paths",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learning_paths",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-begun_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("activity", models.CharField(blank=True, max_length=60)),
                ("summary", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="talks", to="learning.learningpath"
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
                "ordering": ("-on", "-recorded_at"),
            },
        ),
        migrations.CreateModel(
            name="Choosing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("rows", models.JSONField()),
                ("why", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choosings",
                        to="learning.learningpath",
                    ),
                ),
            ],
            options={
                "ordering": ("path", "-number"),
                "constraints": [models.UniqueConstraint(fields=("path", "number"), name="choosing_number")],
            },
        ),
        migrations.CreateModel(
            name="ActivityWork",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("activity", models.CharField(max_length=60)),
                ("notes", models.TextField(blank=True)),
                ("applied", models.TextField(blank=True)),
                ("reflections", models.JSONField(default=list)),
                ("shares_notes", models.BooleanField(default=False)),
                ("shares_applied", models.BooleanField(default=False)),
                ("shares_reflections", models.BooleanField(default=False)),
                ("number", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                (
                    "applied_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.child",
                    ),
                ),
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="works", to="learning.learningpath"
                    ),
                ),
            ],
            options={
                "ordering": ("path", "activity"),
                "constraints": [models.UniqueConstraint(fields=("path", "activity"), name="activity_work_once")],
            },
        ),
        migrations.CreateModel(
            name="LearningSignature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("signed_as", models.CharField(choices=[("learner", "learner"), ("coach", "coach")], max_length=10)),
                ("signed_on", models.DateField()),
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="learning.learningpath",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("signed_on", "signed_as"),
                "constraints": [models.UniqueConstraint(fields=("path", "signed_as"), name="learning_signature_once")],
            },
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("says", models.TextField()),
                ("due_on", models.DateField()),
                ("followed_on", models.DateField(blank=True, null=True)),
                ("became", models.TextField(blank=True)),
                (
                    "followed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="learning.learningpath"
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="learning.talk"
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "pk"),
                "indexes": [
                    models.Index(condition=models.Q(("followed_on", None)), fields=["due_on"], name="next_step_open")
                ],
            },
        ),
    ]
