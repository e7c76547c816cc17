"""The addresses of `family`; those that record an event stand before the small forms of `obligations`."""

from django.urls import path

from homeward.family import drawing_pages, duplicate_pages, people_pages, search_pages, tab, together_pages, tree_pages

_CHILD = "children/<uuid:child_id>"
_FAMILY = f"{_CHILD}/family"
_RELATIVE = f"{_FAMILY}/<uuid:relative_id>"

urlpatterns = [
    path(f"{_FAMILY}/", tab.family_page, name="family"),
    path(f"{_FAMILY}/add/", people_pages.add_page, name="add_relative"),
    path(f"{_FAMILY}/genogram/", drawing_pages.genogram_page, name="genogram"),
    path(f"{_FAMILY}/tree.ged", drawing_pages.tree_file_page, name="family_tree_file"),
    path(f"{_FAMILY}/bring-in/", tree_pages.bring_in_page, name="bring_in_tree"),
    path(f"{_FAMILY}/eco-map/", drawing_pages.ecomap_page, name="ecomap"),
    path(f"{_FAMILY}/together/", together_pages.together_page, name="family_interaction"),
    path(f"{_FAMILY}/recorded-twice/", duplicate_pages.duplicates_page, name="duplicates"),
    path(f"{_FAMILY}/placement-likely/", search_pages.early_search_page, name="early_search"),
    path(f"{_FAMILY}/take-back/<slug:kind>/<uuid:entry_id>/", people_pages.take_back_page, name="take_back_entry"),
    path(f"{_FAMILY}/notices/<uuid:notice_id>/answer/", search_pages.answer_page, name="answer_notice"),
    path(f"{_RELATIVE}/", tab.relative_page, name="relative"),
    path(f"{_RELATIVE}/facts/", people_pages.facts_page, name="relative_facts"),
    path(f"{_RELATIVE}/reach/", people_pages.contact_point_page, name="add_contact_point"),
    path(f"{_RELATIVE}/tie/", people_pages.tie_page, name="add_tie"),
    path(f"{_RELATIVE}/note/", people_pages.note_page, name="add_relative_note"),
    path(f"{_RELATIVE}/contact/", search_pages.contact_page, name="record_contact"),
    path(f"{_RELATIVE}/how-far/", search_pages.lead_page, name="record_lead"),
    path(f"{_RELATIVE}/screening/", people_pages.screening_page, name="record_screening"),
    path(f"{_RELATIVE}/connection/", search_pages.connection_page, name="record_connection"),
    path(f"{_RELATIVE}/plan/", together_pages.plan_page, name="plan_interaction"),
    path(f"{_RELATIVE}/together/", together_pages.visit_page, name="record_interaction"),
    path(f"{_RELATIVE}/same-as/<uuid:other_id>/", duplicate_pages.merge_page, name="merge_relatives"),
    path(f"{_RELATIVE}/separate/", duplicate_pages.separate_page, name="separate_relatives"),
    path(f"{_CHILD}/record/relative_search/", search_pages.search_page, name="record_search"),
]
