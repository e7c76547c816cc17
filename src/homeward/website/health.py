"""Two answers for whoever runs the server: is the process alive, and can it do its work?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from homeward.policy import ManualError
from homeward.website.policy_in_force import manual_in_force


def alive(request: HttpRequest) -> HttpResponse:
    """`/healthz`: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """`/readyz`: the database answers, and the policy manual can be read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        manual_in_force()
    except (DatabaseError, ManualError):
        return HttpResponse("not ready\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
