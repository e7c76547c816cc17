"""The first tables of children and what happened to them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workforce", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Child",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("external_id", models.CharField(max_length=200, unique=True)),
                ("case_id", models.CharField(blank=True, db_index=True, max_length=200)),
                ("first_name", models.CharField(blank=True, max_length=200)),
                ("last_name", models.CharField(blank=True, max_length=200)),
                ("birth_date", models.DateField(blank=True, null=True)),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("female", "female"), ("male", "male"), ("other", "other")], max_length=10
                    ),
                ),
                (
                    "indian_child",
                    models.CharField(
                        choices=[("no", "no"), ("yes", "yes"), ("unknown", "unknown")], default="unknown", max_length=10
                    ),
                ),
                ("is_restricted", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="children", to="workforce.agency"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="workforce.unit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "children",
                "ordering": ("last_name", "first_name", "external_id"),
            },
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("external_id", models.CharField(blank=True, db_index=True, max_length=200)),
                ("removed_on", models.DateField()),
                ("discharged_on", models.DateField(blank=True, null=True)),
                (
                    "discharge_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reunification", "reunification"),
                            ("adoption", "adoption"),
                            ("guardianship", "guardianship"),
                            ("living_with_relative", "living with relative"),
                            ("aged_out", "aged out"),
                            ("transfer", "transfer"),
                            ("death", "death"),
                            ("other", "other"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("typed", "typed"), ("extract", "state system's extract")], max_length=10
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="episodes",
                        to="casefile.child",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("abuse_neglect_finding", "abuse neglect finding"),
                            ("permanency_plan_filed", "permanency plan filed"),
                            ("permanency_review_scheduled", "permanency review scheduled"),
                            ("permanency_review_held", "permanency review held"),
                            ("permanency_hearing_scheduled", "permanency hearing scheduled"),
                            ("permanency_hearing_held", "permanency hearing held"),
                            ("review_summary_sent", "review summary sent"),
                            ("permanency_rating", "permanency rating"),
                            ("permanency_goal_set", "permanency goal set"),
                            ("concurrent_goal_set", "concurrent goal set"),
                            ("reunification_ruled_out", "reunification ruled out"),
                            ("goals_reevaluated", "goals reevaluated"),
                            ("roundtable_scheduled", "roundtable scheduled"),
                            ("roundtable_held", "roundtable held"),
                            ("consultation_form_completed", "consultation form completed"),
                            ("roundtable_included_in_plan", "roundtable included in plan"),
                            ("relative_notice_sent", "relative notice sent"),
                            ("relative_search", "relative search"),
                            ("placement_change_expected", "placement change expected"),
                            ("indian_child_determined", "indian child determined"),
                            ("active_efforts_evaluated", "active efforts evaluated"),
                            ("tpr_petition_filed", "tpr petition filed"),
                            ("tpr_exception_documented", "tpr exception documented"),
                        ],
                        max_length=40,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "achieved"),
                            ("very_good", "very good"),
                            ("good", "good"),
                            ("fair", "fair"),
                            ("poor", "poor"),
                            ("uncertain", "uncertain"),
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
                    "source",
                    models.CharField(
                        choices=[("typed", "typed"), ("extract", "state system's extract")], max_length=10
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_withdrawal", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True)),
                ("token", models.UUIDField(blank=True, null=True, unique=True)),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="casefile.child",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="casefile.event",
                    ),
                ),
                (
                    "recorded_by",
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
            name="NamedPerson",
            fields=[
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="named_people", to="casefile.child"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_on",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "placement_type",
                    models.CharField(
                        choices=[
                            ("foster_home", "foster home"),
                            ("relative_home", "relative home"),
                            ("pre_adoptive_home", "pre adoptive home"),
                            ("group_home", "group home"),
                            ("residential_care_center", "residential care center"),
                            ("shelter_care", "shelter care"),
                            ("supervised_independent_living", "supervised independent living"),
                            ("trial_reunification", "trial reunification"),
                            ("missing_from_care", "missing from care"),
                            ("juvenile_detention", "juvenile detention"),
                            ("juvenile_correctional", "juvenile correctional"),
                            ("adult_correctional", "adult correctional"),
                            ("hospital", "hospital"),
                            ("other", "other"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("typed", "typed"), ("extract", "state system's extract")], max_length=10
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="casefile.child",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="casefile.episode"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("column", models.CharField(max_length=40)),
                ("was", models.CharField(blank=True, max_length=200)),
                ("became", models.CharField(blank=True, max_length=200)),
                ("why", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="casefile.child"
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="casefile.episode",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="casefile.placement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reason", models.TextField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="broke_glass",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewed_break_glass",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="broken_glass", to="casefile.child"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "broken glass",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="casefile_breakglass_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("ongoing_case_manager", "ongoing case manager"),
                            ("supervisor", "supervisor"),
                            ("permanency_consultant", "permanency consultant"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="casefile.child"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["person", "role", "until_on"], name="assignment_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="casefile_assignment_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="episode",
            index=models.Index(fields=["child", "removed_on"], name="episode_of_child"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["child", "on", "kind"], name="event_of_child"),
        ),
        migrations.AddConstraint(
            model_name="namedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"),
                name="casefile_namedperson_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["child", "started_on"], name="placement_of_child"),
        ),
    ]
