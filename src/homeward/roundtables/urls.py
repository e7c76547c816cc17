"""The addresses of the roundtables. They hold keys and filters, never a name."""

from django.urls import path

from homeward.roundtables import (
    announcing,
    at_the_table,
    certification_pages,
    certifications,
    convening,
    forecast,
    guidance,
    meetings,
    of_child,
    places,
    queue,
    settings_page,
    shared,
    swapping,
)
from homeward.roundtables.invitations.urls import urlpatterns as invitation_patterns
from homeward.roundtables.models import Choice
from homeward.roundtables.timetables import repair
from homeward.roundtables.timetables import views as timetables

_CHILD = "children/<uuid:child_id>/roundtables"
_CERTIFIED = "roundtables/certifications"
_TIMETABLE = "roundtables/timetables/<uuid:timetable_id>"

urlpatterns = [
    path("roundtables-needed/", queue.roundtables_page, name="roundtables_needed"),
    path(f"{_CHILD}/", of_child.roundtables_of_child, name="roundtables_of_child"),
    path(f"{_CHILD}/choose/", of_child.choose_page, {"kind": Choice.Kind.OPTIONAL.value}, name="choose_roundtable"),
    path(f"{_CHILD}/together/", of_child.choose_page, {"kind": Choice.Kind.TOGETHER.value}, name="begin_roundtable"),
    path(f"{_CHILD}/chosen/<uuid:choice_id>/", of_child.withdraw_choice_page, name="withdraw_choice"),
    path(f"{_CHILD}/apart/", of_child.apart_page, name="roundtable_apart"),
    path(f"{_CHILD}/convene/", convening.convene_page, name="convene"),
    path("roundtables/", meetings.meetings_page, name="meetings"),
    path("roundtables/<uuid:roundtable_id>/", meetings.roundtable_page, name="roundtable"),
    path("roundtables/<uuid:roundtable_id>/move/", convening.move_page, name="move_roundtable"),
    path("roundtables/<uuid:roundtable_id>/swap/<uuid:other_id>/", swapping.swap_page, name="swap_roundtables"),
    path("roundtables/<uuid:roundtable_id>/cancel/", convening.cancel_page, name="cancel_roundtable"),
    path("roundtables/<uuid:roundtable_id>/held/", convening.held_page, name="hold_roundtable"),
    path("roundtables/<uuid:roundtable_id>/start/", at_the_table.start_by_seat_page, name="start_roundtable_meeting"),
    path("roundtables/<uuid:roundtable_id>/meeting/", at_the_table.meeting_by_seat_page, name="roundtable_meeting"),
    path(
        "roundtables/<uuid:roundtable_id>/meeting/saved/",
        at_the_table.saved_by_seat_page,
        name="roundtable_meeting_saved",
    ),
    path(
        "roundtables/<uuid:roundtable_id>/projector/", at_the_table.projector_by_seat_page, name="roundtable_projector"
    ),
    path("roundtables/<uuid:roundtable_id>/recommend/", at_the_table.recommend_page, name="consultation_recommend"),
    path("roundtables/rooms/", places.rooms_page, name="rooms"),
    path("roundtables/rooms/add/", places.room_page, name="add_room"),
    path("roundtables/rooms/<uuid:room_id>/", places.room_page, name="room"),
    path("roundtables/rooms/<uuid:room_id>/closed/", places.closure_page, name="close_room"),
    path("roundtables/closures/<uuid:closure_id>/", places.withdraw_closure_page, name="withdraw_closure"),
    path("roundtables/people/", places.availabilities_page, name="availabilities"),
    path("roundtables/people/<uuid:person_id>/", places.availability_page, name="availability"),
    path("roundtables/people/<uuid:person_id>/away/", places.absence_page, name="away"),
    path("roundtables/absences/<uuid:absence_id>/", places.withdraw_absence_page, name="withdraw_absence"),
    path("roundtables/people/together/", shared.shared_absence_page, name="shared_absence"),
    path(
        "roundtables/people/together/<uuid:absence_id>/",
        shared.withdraw_shared_absence_page,
        name="withdraw_shared_absence",
    ),
    path("roundtables/certifications/", certifications.certifications_page, name="certifications"),
    path(f"{_CERTIFIED}/<uuid:person_id>/", certification_pages.certification_page, name="certification"),
    path(
        f"{_CERTIFIED}/<uuid:person_id>/<slug:kind>/",
        certification_pages.record_certification_page,
        name="record_certification",
    ),
    path(
        f"{_CERTIFIED}/entries/<uuid:entry_id>/take-back/",
        certification_pages.withdraw_certification_page,
        name="withdraw_certification",
    ),
    path("roundtables/settings/", settings_page.settings_page, name="scheduling_settings"),
    path("roundtables/guidance/", guidance.guidance_page, name="prioritization_guidance"),
    path("roundtables/planned/", announcing.announce_page, name="announce_roundtables"),
    path("roundtables/<uuid:roundtable_id>/announce/", announcing.announce_page, name="announce_roundtable"),
    path("roundtables/<uuid:roundtable_id>/repair/", repair.repair_page, name="roundtable_repair"),
    path("roundtables/timetables/", timetables.timetables_page, name="timetables"),
    path(f"{_TIMETABLE}/", timetables.timetable_page, name="timetable"),
    path(f"{_TIMETABLE}/stop/", timetables.stop_page, name="stop_timetable"),
    path(f"{_TIMETABLE}/again/", timetables.again_page, name="timetable_again"),
    path(f"{_TIMETABLE}/discard/", timetables.discard_page, name="discard_timetable"),
    path(f"{_TIMETABLE}/accept/", timetables.accept_page, name="accept_timetable"),
    path(f"{_TIMETABLE}/meetings/<uuid:key>/", timetables.adjust_page, name="adjust_meeting"),
    path("roundtables/forecast/", forecast.forecast_page, name="forecast"),
    *invitation_patterns,
]
