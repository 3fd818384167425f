"""Addresses of this app."""

from django.urls import path

from heard.apps.writing import views

urlpatterns = [
    path("tell/writing/", views.write, name="write-story"),
    path("stories/<slug:slug>/writing/", views.rewrite, name="rewrite-story"),
]
