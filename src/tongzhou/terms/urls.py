"""Addresses of the departments' language."""

from django.urls import path

from tongzhou.terms import views

urlpatterns = [
    path("terms", views.terms, name="terms"),
    path("terms/new", views.new_term, name="new-term"),
    path("terms/workbook", views.workbook, name="terms-workbook"),
    path("terms/imports", views.imports, name="term-imports"),
    path("terms/<uuid:term>", views.term, name="term"),
    path("terms/<uuid:term>/wordings", views.wordings, name="wordings"),
    path("terms/<uuid:term>/releases", views.releases, name="term-releases"),
    path("departments/<uuid:department>/terms", views.of_department, name="department-terms"),
]
