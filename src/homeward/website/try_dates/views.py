"""The page of Try dates. All comes with the form and goes with the answer: nothing stands in the address or is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from homeward.website.policy_in_force import manual_in_force, today
from homeward.website.try_dates.answer import answer
from homeward.website.try_dates.example import example
from homeward.website.try_dates.forms import Questions


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def try_dates(request: HttpRequest) -> HttpResponse:
    """The empty form; with a row more (`add`); filled with an example (`example`); or with its answer."""
    manual, day = manual_in_force(), today()
    start = {"as_of": f"{day:%b} {day.day}, {day.year}"}
    interval = manual.settings.get("hearing_interval")
    start |= {"hearing_interval": str(interval)} if interval else {}
    data = request.POST.dict()
    if request.method == "GET" or "clear" in data:
        return _page(request, Questions(start, manual, checked=False))
    if "add" in data:
        return _page(request, Questions(data, manual, checked=False, add=data["add"]))
    if "example" in data:
        data = start | example(day)
    questions = Questions(data, manual, checked=True)
    return _page(request, questions, is_answered=questions.is_valid())


def _page(request: HttpRequest, questions: Questions, *, is_answered: bool = False) -> HttpResponse:
    given = {"questions": questions, "answer": answer(questions) if is_answered else None}
    return render(request, "try_dates/try_dates.html", given)
