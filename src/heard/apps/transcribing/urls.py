"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.transcribing import views

urlpatterns: list[URLPattern] = [
    path("my-stories/", views.my_stories, name="my-stories"),
    path("stories/<slug:slug>/edit/", views.edit, name="edit-story"),
    path("stories/<slug:slug>/publish/", views.publish, name="publish"),
    path("stories/<slug:slug>/progress/", views.progress, name="progress"),
    path("stories/<slug:slug>/try-again/", views.retry, name="try-again"),
    path("stories/<slug:slug>/transcribe-again/", views.again, name="transcribe-again"),
]
