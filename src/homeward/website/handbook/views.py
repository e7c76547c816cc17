"""The pages of the policy handbook. They show the manual in force and nothing of any child: everybody may read them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.policy.vocabulary import OWNERS
from homeward.website.handbook.lists import found, names, open_questions
from homeward.website.handbook.wording import examples, terms
from homeward.website.policy_in_force import manual_in_force


def policy(request: HttpRequest) -> HttpResponse:
    """All rules; `?q=` words that they have, `?owner=` who owes them."""
    manual = manual_in_force()
    words = request.GET.get("q", "")[:200]
    owner = request.GET.get("owner", "")
    groups = found(manual, words, owner if owner in OWNERS else "")
    settings = [(definition, manual.settings[name]) for name, definition in manual.setting_definitions.items()]
    return render(
        request,
        "handbook/policy.html",
        {
            "manual": manual,
            "groups": groups,
            "count": sum(len(entries) for entries in groups.values()),
            "words": words,
            "owner": owner,
            "owners": OWNERS,
            "settings": settings,
        },
    )


def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: where it comes from, how it is read, what it says, and its examples."""
    try:
        entry = manual_in_force().entry(rule_id)
    except KeyError as problem:
        raise Http404(str(problem.args[0])) from problem
    versions = [
        {"version": version, "terms": terms(entry, version), "examples": examples(version)}
        for version in getattr(entry, "versions", ())
    ]
    return render(request, "handbook/rule.html", {"rule": entry, "versions": versions, "terms": terms(entry)})


def facts(request: HttpRequest) -> HttpResponse:
    """The names that rules are written with, and what each means."""
    return render(request, "handbook/facts.html", {"groups": names(manual_in_force())})


def questions(request: HttpRequest) -> HttpResponse:
    """What the agency's counsel should settle."""
    return render(request, "handbook/questions.html", {"entries": open_questions(manual_in_force())})
