"""The first tables of permanency: goals, plans, ratings, reviews and hearings, the records beside them."""

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
            name="Continuance",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="casefile.event",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("court_calendar", "the calendar of the court"),
                            ("notice", "notice was not given, or not in time"),
                            ("somebody_absent", "somebody who was needed could not come"),
                            ("counsel", "counsel was not available or not appointed"),
                            ("papers", "a report, an evaluation or the plan was not ready"),
                            ("agreed", "those who take part asked for it"),
                            ("other", "another reason"),
                        ],
                        max_length=30,
                    ),
                ),
                ("details", models.TextField(blank=True)),
                (
                    "put_off",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="put_off_by", to="casefile.event"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CourtFinding",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="casefile.event",
                    ),
                ),
                (
                    "reasonable_efforts",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("made", "found to have been made"),
                            ("not_made", "found not to have been made"),
                            ("no_finding", "no finding was made"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "active_efforts",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("made", "found to have been made"),
                            ("not_made", "found not to have been made"),
                            ("no_finding", "no finding was made"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "plan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "approved as it stands"),
                            ("approved_with_changes", "approved with changes"),
                            ("not_approved", "not approved"),
                            ("not_decided", "not decided"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "goal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reunification", "reunification"),
                            ("adoption", "adoption"),
                            ("guardianship", "guardianship"),
                            ("fit_and_willing_relative", "fit and willing relative"),
                            ("other_planned_arrangement", "other planned arrangement"),
                        ],
                        max_length=40,
                    ),
                ),
                ("took_part", models.CharField(blank=True, max_length=200)),
                ("others", models.TextField(blank=True)),
                ("notes", models.TextField(blank=True)),
                (
                    "next_set",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.event"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EffortsNotRequired",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("found_on", models.DateField()),
                ("ground", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("token", models.UUIDField(unique=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("why_withdrawn", models.TextField(blank=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="efforts_not_required",
                        to="casefile.child",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "efforts not required",
                "ordering": ("found_on", "recorded_at"),
            },
        ),
        migrations.CreateModel(
            name="FrameworkStage",
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
                ("services", models.TextField(blank=True)),
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
                        to="permanency.frameworkstage",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PermanencyGoal",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="casefile.event",
                    ),
                ),
                ("set_by", models.CharField(choices=[("agency", "the agency"), ("court", "the court")], max_length=10)),
                ("rationale", models.TextField(blank=True)),
                ("efforts", models.TextField(blank=True)),
                ("compelling_reason", models.TextField(blank=True)),
                ("enduring_adult", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PermanencyPlan",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="casefile.event",
                    ),
                ),
                ("texts", models.JSONField(default=dict)),
                ("conditions", models.JSONField(default=list)),
                ("wording", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                (
                    "goal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reunification", "reunification"),
                            ("adoption", "adoption"),
                            ("guardianship", "guardianship"),
                            ("fit_and_willing_relative", "fit and willing relative"),
                            ("other_planned_arrangement", "other planned arrangement"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "concurrent_goal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reunification", "reunification"),
                            ("adoption", "adoption"),
                            ("guardianship", "guardianship"),
                            ("fit_and_willing_relative", "fit and willing relative"),
                            ("other_planned_arrangement", "other planned arrangement"),
                        ],
                        max_length=40,
                    ),
                ),
                ("filed_at", models.DateTimeField()),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permanency_plans",
                        to="casefile.episode",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PermanencyRating",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="casefile.event",
                    ),
                ),
                ("scale_version", models.CharField(max_length=60)),
                (
                    "legal_permanence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adoption", "Adoption"),
                            ("guardianship", "Legal guardianship"),
                            ("reunification", "Reunified, safe closing expected"),
                            ("none", "Not yet"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_parents", "With own parents"),
                            ("trial_reunification", "Trial reunification"),
                            ("committed_family", "A committed family"),
                            ("possible_family", "A possible family"),
                            ("temporary", "A temporary placement"),
                            ("missing", "Missing from care"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "child_old_enough_to_ask",
                    models.CharField(blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=30),
                ),
                (
                    "believes_child",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("could", "It could"),
                            ("hopeful", "Hopes so"),
                            ("doubt", "Doubts it"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "believes_caregivers",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("could", "It could"),
                            ("hopeful", "Hopes so"),
                            ("doubt", "Doubts it"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "believes_team",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("could", "It could"),
                            ("hopeful", "Hopes so"),
                            ("doubt", "Doubts it"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "commitment_to_formalise",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("both", "Child and caregivers"),
                            ("caregiver_only", "Caregivers only"),
                            ("child_only", "Child only"),
                            ("none", "Neither"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "safety_threats",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("eliminated", "Eliminated"),
                            ("controlled_in_home_plan", "Controlled by an in-home plan"),
                            ("plan_to_achieve", "A plan to achieve safety"),
                            ("uncontrolled", "Not controlled"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "legal_issues",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "There are none"),
                            ("near_resolution", "Near resolution"),
                            ("being_addressed", "Being addressed"),
                            ("being_assessed", "Being assessed"),
                            ("blocked", "Blocked"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "next_caregiver_identified",
                    models.CharField(blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=30),
                ),
                (
                    "next_caregiver_willing_legal",
                    models.CharField(blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=30),
                ),
                (
                    "transition_plan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "None"),
                            ("developing", "Being developed"),
                            ("planned_ready", "Planned, and the child is ready"),
                        ],
                        max_length=30,
                    ),
                ),
                ("notes", models.JSONField(blank=True, default=dict)),
                ("restrictiveness_level", models.CharField(blank=True, max_length=60)),
                (
                    "context",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sixty_day", "First rating, within 60 days"),
                            ("pre_hearing", "Before a hearing"),
                            ("at_roundtable", "At a roundtable"),
                            ("follow_up", "Follow-up"),
                            ("closing", "Closing"),
                        ],
                        max_length=20,
                    ),
                ),
                ("no_consultation_required", models.BooleanField(default=False)),
                ("why_this_level", models.TextField(blank=True)),
                ("added_at", models.DateTimeField()),
                ("token", models.UUIDField(blank=True, null=True, unique=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField()),
                ("filed_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="permanency.permanencyplan",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan_drafts", to="casefile.episode"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="permanencyplan",
            name="draft",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="permanency.plandraft"
            ),
        ),
        migrations.CreateModel(
            name="DraftSave",
            fields=[
                ("texts", models.JSONField(default=dict)),
                ("conditions", models.JSONField(default=list)),
                ("wording", models.CharField(max_length=80)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="saves", to="permanency.plandraft"
                    ),
                ),
            ],
            options={
                "ordering": ("draft", "-number"),
            },
        ),
        migrations.CreateModel(
            name="RelationalRecord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("is_withdrawal", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True)),
                ("token", models.UUIDField(unique=True)),
                ("with_youth", models.CharField(blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=10)),
                (
                    "instrument",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("youth_connections_scale", "Youth Connections Scale"),
                            ("youth_connections_scale_child", "Youth Connections Scale, child version"),
                            ("other", "Another instrument"),
                        ],
                        max_length=40,
                    ),
                ),
                ("connections_score", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("strength_score", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("support_score", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("connectedness_score", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("total_score", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("connections", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "lifelong_agreed",
                    models.CharField(blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=10),
                ),
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
                        to="permanency.relationalrecord",
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
                "verbose_name": "relational permanence",
            },
        ),
        migrations.CreateModel(
            name="ReviewSummary",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="casefile.event",
                    ),
                ),
                ("sent_to", models.TextField(blank=True)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="summaries", to="casefile.event"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="plandraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("filed_at__isnull", True)), fields=("episode",), name="one_open_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="permanencyplan",
            constraint=models.UniqueConstraint(fields=("episode", "number"), name="version_of_plan"),
        ),
        migrations.AddConstraint(
            model_name="draftsave",
            constraint=models.UniqueConstraint(fields=("draft", "number"), name="save_of_draft"),
        ),
    ]
