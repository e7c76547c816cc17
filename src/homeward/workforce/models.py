"""Agencies, units, people, roles and covers; invitations; tribes and the agreements with them."""

import uuid
from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from homeward.workforce.dated import Dated, DatedQuerySet


class RoleName(models.TextChoices):
    """What a person does, as the policy names it."""

    ONGOING_CASE_MANAGER = "ongoing_case_manager", "ongoing case manager"
    SUPERVISOR = "supervisor", "supervisor"
    PERMANENCY_CONSULTANT = "permanency_consultant", "permanency consultant"
    FACILITATOR = "facilitator", "facilitator"
    EXTERNAL_CONSULTANT = "external_consultant", "external consultant"
    QUALITY_STAFF = "quality_staff", "quality staff"
    ADMINISTRATOR = "administrator", "administrator"
    LEARNER = "learner", "learner"
    COACH = "coach", "coach"
    TRIBAL_GUEST = "tribal_guest", "tribal guest"


class Agency(models.Model):
    """The county division, a contractor, a partner agency, or a practice agency with made-up children."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    external_id = models.CharField(max_length=200, unique=True)
    """Its identifier in the state system."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="agencies_below")
    is_practice = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


def with_agencies_below(agency_id: uuid.UUID, parents: Iterable[tuple[uuid.UUID, uuid.UUID | None]]) -> set[uuid.UUID]:
    """An agency and all that stand below it; `parents` is (agency, its parent) of every agency."""
    below: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for one, parent in parents:
        below.setdefault(parent, []).append(one)
    found, waiting = {agency_id}, [agency_id]
    while waiting:
        fresh = set(below.get(waiting.pop(), [])) - found
        found |= fresh
        waiting += fresh
    return found


def with_agencies_above(agency_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """For each of some agencies: it and all that stand above it. One query."""
    parent_of = dict(Agency.objects.values_list("pk", "parent_id"))
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for agency_id in agency_ids:
        above: uuid.UUID | None = agency_id
        chain = found.setdefault(agency_id, set())
        while above is not None and above not in chain:
            chain.add(above)
            above = parent_of.get(above)
    return found


def agencies_above(agency_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Some agencies and all that stand above them."""
    return {one for chain in with_agencies_above(agency_ids).values() for one in chain}


class Unit(models.Model):
    """Some case managers with their supervisor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    external_id = models.CharField(max_length=200)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("agency", "external_id"), name="unit_external_id"),)

    def __str__(self) -> str:
        return self.name


class Tribe(models.Model):
    """A tribe whose children Homeward may hold records of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class TribalAgreement(Dated):
    """While it holds, a tribe's guests read the records of the tribe's children in an agency and those below it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="agreements")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="tribal_agreements")

    objects = DatedQuerySet["TribalAgreement"].as_manager()

    def __str__(self) -> str:
        return f"{self.agency} with {self.tribe}"


class People(BaseUserManager["Person"]):
    """Finds people; made by `actions.add_person`."""


class Person(AbstractBaseUser):
    """Somebody who works with the children, and signs in by e-mail; without an e-mail address she can not sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="people")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    external_id = models.CharField(max_length=200, unique=True, null=True, blank=True)
    """Her identifier in the state system."""
    tribe = models.ForeignKey(Tribe, models.PROTECT, null=True, blank=True, related_name="people")
    """For a tribal guest: whose children she may read about."""
    is_active = models.BooleanField(default=True)

    objects = People()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ", maxsplit=1)[0]


class Role(Dated):
    """What a person does, from when to when; a facilitator also has the last day of her certification."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    name = models.CharField(max_length=40, choices=RoleName.choices)
    certified_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Role"].as_manager()

    class Meta(Dated.Meta):
        indexes = (models.Index(fields=("person", "name")),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_name_display()}"


class Cover(Dated):
    """One person does another's work while she is away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    covering = models.ForeignKey(Person, models.PROTECT, related_name="covers_for")
    covered = models.ForeignKey(Person, models.PROTECT, related_name="covered_by")

    objects = DatedQuerySet["Cover"].as_manager()

    def __str__(self) -> str:
        return f"{self.covering} covers for {self.covered}"


class Invitation(models.Model):
    """A link by which a person sets her password: it works once, for some days, until another one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """None: from the command line."""
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-sent_at",)

    def __str__(self) -> str:
        return f"Invitation of {self.person}"
