"""Saved views of a list: the filters and the order in its address, under a name that one person gave them."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from homeward.casefile.page import Visit
from homeward.website.asked import key_in
from homeward.worklists import actions
from homeward.worklists.models import SavedView


class ViewForm(forms.Form):
    """The name for the filters that stand in the address."""

    name = forms.CharField(
        label="Name of this view",
        max_length=60,
        help_text="What it shows, such as “Late plans”. Not the name of a child.",
        error_messages={"required": "Give the view a name."},
    )


@dataclass(frozen=True)
class Views:
    """What a list's page needs to show a person's saved views, and to save and remove one.

    Sent to the address of the list itself, with `view=save` or `view=remove`.
    """

    page: str
    query: str
    form: ViewForm
    listed: list[SavedView]

    @property
    def is_plain(self) -> bool:
        """Whether nothing is chosen, so that there is nothing to save."""
        return not self.query


def views_of(request: HttpRequest, visit: Visit, page: str, query: str) -> Views:
    """A person's views of a list; the form has what was sent, with its faults."""
    sent = request.POST if request.POST.get("view") == "save" else None
    form = ViewForm(sent, prefix="view")
    return Views(page, query, form, list(SavedView.objects.filter(person=visit.person, page=page)))


def saved_or_removed(request: HttpRequest, visit: Visit, views: Views) -> HttpResponse | None:
    """The way on after a view was saved or removed; None if nothing of that was asked, or the name is at fault."""
    asked = request.POST.get("view", "")
    if asked == "remove":
        actions.remove_view(person=visit.person, page=views.page, key=key_in(request.POST.get("key", "")))
        messages.success(request, "The view was removed. What it showed is unchanged.")
    elif asked == "save" and views.form.is_valid():
        try:
            view = actions.save_view(
                visit=visit, page=views.page, name=views.form.cleaned_data["name"], query=views.query
            )
        except ValidationError as refused:
            views.form.add_error("name", refused.message_dict["name"][0])
            return None
        messages.success(request, f"Saved as “{view.name}”.")
    else:
        return None
    return redirect(f"{reverse(views.page)}{'?' * bool(views.query)}{views.query}")
