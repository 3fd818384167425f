"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.hosting import views

urlpatterns: list[URLPattern] = [
    path("what-we-keep/", views.what_we_keep, name="what-we-keep"),
    path("moderate/letters/", views.letters, name="letters"),
]
