"""A page that asks for something and does it: the form, its faults, or the way on with a word about what was done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward.obligations.steps import Found, add_faults


@dataclass(frozen=True)
class Done:
    """What was done, in a sentence, and where to go on."""

    address: str
    says: str


@dataclass(frozen=True)
class Asking:
    """A form, and what is done with what it holds.

    `save` raises ValidationError (its faults are shown beside their fields) or PermissionDenied. `back` is the address
    of the page above, which is called `above`.
    """

    title: str
    form: Callable[..., forms.Form]
    save: Callable[[Found], Done]
    back: str
    above: str
    button: str = "Save"
    intro: str = ""
    initial: Mapping[str, Any] = field(default_factory=dict)
    template: str = "administration/ask.html"
    more: Mapping[str, Any] = field(default_factory=dict)
    """What the template is given besides."""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The form; what was sent with its faults; the way on from what was done."""
        if request.method != "POST":
            return self._page(request, self.form(initial=dict(self.initial)))
        form = self.form(request.POST)
        if form.is_valid():
            try:
                done = self.save(form.cleaned_data)
            except ValidationError as refused:
                add_faults(form, refused)
            else:
                messages.success(request, done.says)
                return redirect(done.address)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        return render(request, self.template, {"asking": self, "form": form, **self.more})
