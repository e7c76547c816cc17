"""A tribe's request for more time, why a contact is no longer designated, and the whole of good cause and testimony."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0002_tribal_affiliation"),
        ("wicwa", "0001_the_indian_child_welfare_act"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="expertwitness",
            name="proceeding",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="expertwitness",
            name="testified_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="goodcause",
            name="found_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="goodcause",
            name="placement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casefile.placement",
            ),
        ),
        migrations.AddField(
            model_name="tribalcontact",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tribalcontact",
            name="ended_why",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.CreateModel(
            name="MoreTime",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("is_withdrawal", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True)),
                ("token", models.UUIDField(unique=True)),
                ("days", models.PositiveSmallIntegerField()),
                ("asked_by", models.CharField(max_length=200)),
                ("how_known", models.TextField()),
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
                        to="wicwa.moretime",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="more_time", to="wicwa.tribalnotice"
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
                "verbose_name": "request for more time",
                "verbose_name_plural": "requests for more time",
            },
        ),
    ]
