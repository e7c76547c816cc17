"""What an answer of a rating rests on; what went out before a review or hearing."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0002_tribal_affiliation"),
        ("permanency", "0004_following_up"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="permanencyrating",
            name="evidence",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name="NoticeGiven",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("is_withdrawal", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True)),
                ("token", models.UUIDField(unique=True)),
                ("before", models.DateField()),
                ("rule", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=100)),
                ("note", models.TextField(blank=True)),
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
                        to="permanency.noticegiven",
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
                "verbose_name": "notice given",
                "verbose_name_plural": "notices given",
            },
        ),
    ]
