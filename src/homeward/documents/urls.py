"""The addresses of papers. They hold keys and the kind of paper, never a name."""

from django.urls import path

from homeward.documents import letters, views

_PAPER = "children/<uuid:child_id>/consultations/<uuid:consultation_id>/papers/<slug:paper>"

_LETTER = "children/<uuid:child_id>/family/<uuid:relative_id>/letter/<slug:language>"

urlpatterns = [
    path(f"{_LETTER}.pdf", letters.letter_file_page, {"ending": "pdf"}, name="relative_letter_pdf"),
    path(f"{_LETTER}.docx", letters.letter_file_page, {"ending": "docx"}, name="relative_letter_word"),
    path(f"{_PAPER}.pdf", views.pdf_page, name="consultation_pdf"),
    path(f"{_PAPER}.docx", views.word_page, name="consultation_word"),
    path("word-templates/", views.templates_page, name="word_templates"),
    path("word-templates/<slug:paper>.docx", views.template_file_page, name="word_template_file"),
    path("word-templates/<uuid:template_id>/withdraw/", views.withdraw_template_page, name="withdraw_word_template"),
]
