"""Taking a Word template into use, and out of it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.sight import sight_of
from homeward.documents.models import WordTemplate
from homeward.documents.sample import sample_of
from homeward.documents.word import check_template
from homeward.workforce.models import Person, RoleName


@transaction.atomic
def upload_template(*, paper: str, name: str, content: bytes, by: Person, today: date) -> WordTemplate:
    """Use a template for a kind of paper from now on. Raises ValidationError with what is wrong with it."""
    _refuse_others(by, today)
    check_template(content, sample_of(paper))
    made = WordTemplate.objects.create(
        paper=paper, name=name[:200], content=content, uploaded_by=by, uploaded_at=timezone.now()
    )
    audit.record(by=by, verb="upload_word_template", target=f"word-template:{made.pk}", details={"paper": paper})
    return made


@transaction.atomic
def withdraw_template(*, template: WordTemplate, by: Person, today: date) -> WordTemplate:
    """Use it no more: the one before it is used again, or the one that comes with Homeward. Twice is harmless."""
    _refuse_others(by, today)
    template = WordTemplate.objects.select_for_update().get(pk=template.pk)
    if template.withdrawn_at is None:
        template.withdrawn_by, template.withdrawn_at = by, timezone.now()
        template.save(update_fields=["withdrawn_by", "withdrawn_at"])
        audit.record(by=by, verb="withdraw_word_template", target=f"word-template:{template.pk}")
    return template


def in_use(paper: str) -> WordTemplate | None:
    """The template of a kind of paper; None: the one that comes with Homeward."""
    return WordTemplate.objects.filter(paper=paper, withdrawn_at=None).first()


def _refuse_others(by: Person, today: date) -> None:
    if RoleName.ADMINISTRATOR not in sight_of(by, on=today).roles:
        raise PermissionDenied("Administrators choose the agency's templates.")
