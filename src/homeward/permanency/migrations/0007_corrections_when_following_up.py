"""What was recorded wrongly when a roundtable was followed up is corrected or taken back by another entry."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("permanency", "0006_concurrent_planning"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BarrierCorrection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "corrected"),
                            ("withdrawn", "taken back: it is no systemic barrier"),
                            ("resolution_corrected", "corrected how it was resolved"),
                            ("reopened", "taken back: it is not resolved"),
                        ],
                        max_length=30,
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("why", models.TextField()),
            ],
            options={
                "ordering": ("recorded_at",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="followup",
            name="follow_up_once",
        ),
        migrations.AddField(
            model_name="followup",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="permanency.followup",
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="is_withdrawal",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="followup",
            name="why_corrected",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="stepoutcome",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="permanency.stepoutcome",
            ),
        ),
        migrations.AddField(
            model_name="stepoutcome",
            name="is_withdrawal",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="stepoutcome",
            name="why_corrected",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="systemicbarrier",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="barriercorrection",
            name="barrier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="permanency.systemicbarrier"
            ),
        ),
        migrations.AddField(
            model_name="barriercorrection",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
